package io.github.zlpr.data;

import io.github.zlpr.core.InvalidDataException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackInputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Says where a file is not text in its encoding, and what encoding it looks like. */
final class Encodings {
  private static final int BUFFER = 1 << 16;

  /** What texts of Western languages are written in where it is not UTF-8. */
  private static final Charset WESTERN = Charset.forName("windows-1252");

  private static final int BIG_ENDIAN_MARK = 0xFEFF;
  private static final int LITTLE_ENDIAN_MARK = 0xFFFE;

  /** A part of the reading of a text. */
  interface Read<T> {

    /**
     * Reads.
     *
     * @return what was read.
     * @throws IOException if the file cannot be read.
     */
    T run() throws IOException;
  }

  private Encodings() {}

  /**
   * Reads a part of a text.
   *
   * @param <T> what is read.
   * @param file the file, which is read again where its encoding is at fault.
   * @param charset its encoding.
   * @param remedy what to do, with {@code %s} for the name of the encoding it seems to have.
   * @param read reads from a {@link #reader}.
   * @return what was read.
   * @throws InvalidDataException if the file is not text in its encoding.
   * @throws IOException if it cannot be read.
   */
  static <T> T decoding(InputFile file, Charset charset, String remedy, Read<T> read)
      throws IOException {
    try {
      return read.run();
    } catch (CharacterCodingException e) {
      throw fault(file, charset, remedy);
    }
  }

  /** Whether a text begins with UTF-16's byte order mark. */
  static boolean hasUtf16Mark(byte[] text) {
    int mark = text.length < 2 ? 0 : ((text[0] & 0xFF) << 8) | (text[1] & 0xFF);
    return mark == BIG_ENDIAN_MARK || mark == LITTLE_ENDIAN_MARK;
  }

  /**
   * A reader that refuses what is not text, without its byte order mark.
   *
   * @param in the text.
   * @param charset its encoding; UTF-16 with a byte order mark is recognised in place of UTF-8.
   * @return the reader, which throws {@link CharacterCodingException}.
   * @throws IOException if the beginning cannot be read.
   */
  static BufferedReader reader(InputStream in, Charset charset) throws IOException {
    PushbackInputStream marked = new PushbackInputStream(in, 2);
    byte[] mark = marked.readNBytes(2);
    marked.unread(mark);
    CharsetDecoder decoder = found(mark, charset).newDecoder();
    BufferedReader reader = new BufferedReader(new InputStreamReader(marked, decoder));
    reader.mark(1);
    if (reader.read() != '\uFEFF') {
      reader.reset();
    }
    return reader;
  }

  private static Charset found(byte[] beginning, Charset charset) {
    return charset.equals(StandardCharsets.UTF_8) && hasUtf16Mark(beginning)
        ? StandardCharsets.UTF_16
        : charset;
  }

  /**
   * The first place of a file that cannot be decoded.
   *
   * @param file the file, which is read again.
   * @param charset the encoding it should have.
   * @param remedy what to do, with {@code %s} for the name of the encoding it seems to have.
   * @return the exception for it.
   * @throws IOException if the file cannot be read.
   */
  static InvalidDataException fault(InputFile file, Charset charset, String remedy)
      throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(BUFFER);
    CharBuffer chars = CharBuffer.allocate(BUFFER);
    long line = 1;
    long column = 1;
    boolean afterReturn = false;
    try (InputStream in = file.open()) {
      byte[] beginning = in.readNBytes(2);
      Charset found = found(beginning, charset);
      CharsetDecoder decoder = found.newDecoder();
      bytes.put(beginning);
      boolean ended = false;
      while (!ended) {
        int count = in.read(bytes.array(), bytes.position(), bytes.remaining());
        ended = count < 0;
        bytes.position(bytes.position() + Math.max(count, 0)).flip();
        CoderResult result = decoder.decode(bytes, chars, ended);
        chars.flip();
        while (chars.hasRemaining()) {
          char c = chars.get();
          boolean ends = c == '\r' || (c == '\n' && !afterReturn);
          line += ends ? 1 : 0;
          column = ends || c == '\n' ? 1 : column + 1;
          afterReturn = c == '\r';
        }
        if (result.isError()) {
          return new InvalidDataException(
              file.path(), line, describe(bytes, column, found, remedy));
        }
        chars.clear();
        bytes.compact();
      }
    }
    return new InvalidDataException(
        file.path(), "is not " + charset + " text; convert it to UTF-8");
  }

  /** Names the byte and, if that is plain, the encoding in which it is a letter. */
  private static String describe(ByteBuffer bytes, long column, Charset charset, String remedy) {
    byte[] first = {bytes.get(bytes.position())};
    String fault =
        "the byte 0x"
            + HexFormat.of().withUpperCase().formatHex(first)
            + " in column "
            + column
            + " is not "
            + charset
            + " text";
    char letter = new String(first, WESTERN).charAt(0);
    boolean western =
        charset.equals(StandardCharsets.UTF_8) && first[0] < 0 && !Character.isISOControl(letter);
    return western && letter != '\uFFFD'
        ? fault + ", but '" + letter + "' in " + WESTERN + "; " + String.format(remedy, WESTERN)
        : fault + "; " + String.format(remedy, "its encoding");
  }
}
