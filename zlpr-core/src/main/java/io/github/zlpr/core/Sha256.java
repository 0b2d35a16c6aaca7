package io.github.zlpr.core;

import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.function.ObjIntConsumer;

/** A SHA-256 hash of a sequence of values. */
public final class Sha256 {

  /** So many numbers are added together. */
  private static final int CHUNK = 1 << 10;

  private final MessageDigest digest;

  /** The hash of nothing yet. */
  public Sha256() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }

  /**
   * Adds a text with its length, so that neighbouring texts cannot be mistaken for others.
   *
   * @param text the text.
   * @return this hash.
   */
  public Sha256 add(String text) {
    return add(ByteString.copyFrom(text, StandardCharsets.UTF_8));
  }

  /**
   * Adds bytes, with their number.
   *
   * @param bytes the bytes.
   * @return this hash.
   */
  public Sha256 add(ByteString bytes) {
    add(bytes.size());
    bytes.asReadOnlyByteBufferList().forEach(digest::update);
    return this;
  }

  /**
   * Adds a number.
   *
   * @param value the number.
   * @return this hash.
   */
  public Sha256 add(long value) {
    digest.update(ByteBuffer.allocate(Long.BYTES).putLong(0, value));
    return this;
  }

  /**
   * Adds numbers, with their number.
   *
   * @param values the numbers.
   * @return this hash.
   */
  public Sha256 add(int[] values) {
    add(values.length);
    return addAll(values.length, Integer.BYTES, (buffer, i) -> buffer.putInt(values[i]));
  }

  /**
   * Adds the bits of numbers, with their number.
   *
   * @param values the numbers.
   * @return this hash.
   */
  public Sha256 add(double[] values) {
    add(values.length);
    return addAll(values.length, Double.BYTES, (buffer, i) -> buffer.putDouble(values[i]));
  }

  private Sha256 addAll(int count, int size, ObjIntConsumer<ByteBuffer> putOne) {
    ByteBuffer buffer = ByteBuffer.allocate(CHUNK * size);
    for (int from = 0; from < count; from += CHUNK) {
      for (int i = from; i < Math.min(count, from + CHUNK); i++) {
        putOne.accept(buffer, i);
      }
      digest.update(buffer.flip());
      buffer.clear();
    }
    return this;
  }

  /**
   * Ends the hash.
   *
   * @return 32 bytes.
   */
  public byte[] bytes() {
    return digest.digest();
  }

  /**
   * Ends the hash.
   *
   * @return 64 hexadecimal digits.
   */
  public String hex() {
    return HexFormat.of().formatHex(bytes());
  }
}
