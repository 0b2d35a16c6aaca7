package io.github.zlpr.text;

import com.oracle.labs.mlrg.olcut.config.PropertyException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A file that an encoder is made of, on disk or on the class path.
 *
 * @param property the property that names it, for messages.
 * @param location a path, or {@value #CLASS_PATH} and the name of a resource.
 */
record EncoderFile(String property, String location) {

  /** What the name of a resource stands after. */
  static final String CLASS_PATH = "classpath:";

  /**
   * The content.
   *
   * @throws PropertyException if there is no such file or resource.
   * @throws UncheckedIOException if it cannot be read.
   */
  byte[] read() {
    try {
      return location.startsWith(CLASS_PATH) ? readResource() : Files.readAllBytes(file());
    } catch (IOException e) {
      throw new UncheckedIOException(location + ": cannot be read: " + e.getMessage(), e);
    }
  }

  private byte[] readResource() throws IOException {
    String name = location.substring(CLASS_PATH.length());
    ClassLoader loader = EncoderFile.class.getClassLoader();
    try (InputStream in =
        loader.getResourceAsStream(name.startsWith("/") ? name.substring(1) : name)) {
      if (in == null) {
        throw fault("no such resource on the class path; add the jar that has it");
      }
      return in.readAllBytes();
    }
  }

  private Path file() {
    try {
      Path file = Path.of(location);
      if (Files.isRegularFile(file)) {
        return file;
      }
    } catch (InvalidPathException e) {
      throw fault("is no path: " + e.getReason());
    }
    throw fault("no such file; a resource of the class path is named " + CLASS_PATH + "NAME");
  }

  /** What tells one state of it from another: for a file also its size and time. */
  String state() {
    if (location.startsWith(CLASS_PATH)) {
      return location;
    }
    try {
      BasicFileAttributes now = Files.readAttributes(file(), BasicFileAttributes.class);
      return location + " " + now.size() + " " + now.lastModifiedTime();
    } catch (IOException e) {
      throw new UncheckedIOException(location + ": cannot be read: " + e.getMessage(), e);
    }
  }

  /** The SHA-256 hash of a content, as {@code sha256sum} gives it. */
  static String digest(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }

  /** What is wrong with the file. */
  PropertyException fault(String message) {
    return new PropertyException("", property, location + ": " + message);
  }
}
