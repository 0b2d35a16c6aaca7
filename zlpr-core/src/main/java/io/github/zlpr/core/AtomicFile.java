package io.github.zlpr.core;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;

/** Writes files so that they are complete or absent: to a temporary file, then moved into place. */
public final class AtomicFile {

  private AtomicFile() {}

  /** Writes the content of a file. */
  @FunctionalInterface
  public interface Content {

    /**
     * Writes the content.
     *
     * @param file the temporary file, which exists and is empty.
     * @throws IOException if it cannot be written.
     */
    void writeTo(Path file) throws IOException;
  }

  /**
   * Writes a file, and replaces the one of the same name only when all is written.
   *
   * @param target the file to write; its directory must exist.
   * @param content writes the content.
   * @throws IOException if the file cannot be written; a file that was there is unchanged.
   */
  public static void write(Path target, Content content) throws IOException {
    Path directory = target.toAbsolutePath().getParent();
    Path temporary = createTemporary(directory, target.getFileName().toString());
    try {
      content.writeTo(temporary);
      Files.move(
          temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  /**
   * Makes sure that files can be written to a directory, before the work whose results go there.
   *
   * @param directory is created if it does not exist.
   * @throws IOException if it cannot be created or written to.
   */
  public static void requireWritable(Path directory) throws IOException {
    try {
      Files.createDirectories(directory);
    } catch (NoSuchFileException e) {
      // What /proc and its like say, where it is not a parent that is missing.
      FileSystemException refused =
          new FileSystemException(
              directory.toString(), null, "cannot be created; choose another directory");
      refused.initCause(e);
      throw refused;
    }
    Files.delete(createTemporary(directory, "zlpr"));
  }

  /** Unlike {@link Files#createTempFile}, with the permissions that any new file has. */
  private static Path createTemporary(Path directory, String name) throws IOException {
    if (!Files.isDirectory(directory)) {
      throw Files.exists(directory)
          ? new NotDirectoryException(directory.toString())
          : new NoSuchFileException(directory.toString());
    }
    return Files.createFile(directory.resolve("." + name + "." + UUID.randomUUID() + ".tmp"));
  }
}
