package io.github.zlpr.span;

import io.github.zlpr.core.InvalidDataException;
import io.github.zlpr.data.InputFile;
import io.github.zlpr.data.InputFileStream;
import io.github.zlpr.data.TextLines;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * A list of names, such as those of towns.
 *
 * @param name the name of the list.
 * @param entries the names in small letters, their words separated by one blank.
 */
record Gazetteer(String name, Set<String> entries) {

  /**
   * Reads a list.
   *
   * @param path a file with a name in each line, its words separated by blanks; empty lines are
   *     skipped. The name of the list is that of the file.
   * @return the list.
   * @throws InvalidDataException if the file is missing, is not text or has no name.
   */
  static Gazetteer read(Path path) {
    InputFile file = new InputFile(path);
    Set<String> entries = new HashSet<>();
    try (InputFileStream stream = file.open()) {
      TextLines lines = new TextLines(file, stream);
      for (String line = lines.next(); line != null; line = lines.next()) {
        String entry = line.strip().replaceAll("\\s+", " ").toLowerCase(Locale.ROOT);
        if (!entry.isEmpty()) {
          entries.add(entry);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (entries.isEmpty()) {
      throw new InvalidDataException(path, "has no names");
    }
    return new Gazetteer(path.getFileName().toString(), entries);
  }
}
