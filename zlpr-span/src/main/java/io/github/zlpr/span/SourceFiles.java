package io.github.zlpr.span;

import com.oracle.labs.mlrg.olcut.config.Configurable;
import io.github.zlpr.core.InvalidDataException;
import io.github.zlpr.core.Settings;
import io.github.zlpr.data.FileDataSourceProvenance;
import io.github.zlpr.data.InputFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.tribuo.provenance.DataSourceProvenance;

/** The files of a data source: one, or those of a folder, or a part of these. */
final class SourceFiles {

  private final Path path;
  private final String ending;
  private final int folds;
  private final int[] parts;
  private List<InputFile> files = List.of();

  /**
   * The files of a source, which nobody has looked at yet.
   *
   * @param path a file, or a folder of files.
   * @param ending how the names of a folder's files end; empty for all.
   * @param folds the number of parts that the files of a folder are dealt into.
   * @param parts the parts to read; none for all.
   * @throws com.oracle.labs.mlrg.olcut.config.PropertyException if there are no such parts.
   */
  SourceFiles(Path path, String ending, int folds, int[] parts) {
    Settings.checkCount("folds", folds);
    for (int part : parts) {
      Settings.check(
          part >= 0 && part < folds,
          "parts",
          part,
          "at least 0 and below " + folds + ", the folds");
    }
    this.path = path;
    this.ending = ending;
    this.folds = folds;
    this.parts = parts.clone();
  }

  /** The files, in the order of their names; hidden ones are left out. */
  private synchronized List<InputFile> files() {
    if (files.isEmpty()) {
      files = Files.isDirectory(path) ? ofFolder() : List.of(new InputFile(path));
    }
    return files;
  }

  private List<InputFile> ofFolder() {
    List<Path> all;
    try (Stream<Path> entries = Files.list(path)) {
      all =
          entries
              .filter(file -> Files.isRegularFile(file) && isRead(file.getFileName().toString()))
              .sorted()
              .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    List<InputFile> chosen = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      int part = i % folds;
      if (parts.length == 0 || Arrays.stream(parts).anyMatch(one -> one == part)) {
        chosen.add(new InputFile(all.get(i)));
      }
    }
    if (chosen.isEmpty()) {
      throw new InvalidDataException(
          path, "has " + all.size() + " files, and so none of these parts; lower folds");
    }
    return chosen;
  }

  private boolean isRead(String name) {
    return !name.startsWith(".") && name.endsWith(ending);
  }

  /**
   * Reads one file after the other.
   *
   * @param open gives the sentences of a file.
   * @return all sentences.
   */
  Iterator<Sentence> iterator(Function<InputFile, Iterator<Sentence>> open) {
    List<InputFile> all = files();
    return new Iterator<>() {
      private int next = 1;
      private Iterator<Sentence> current = open.apply(all.get(0));

      @Override
      public boolean hasNext() {
        while (!current.hasNext() && next < all.size()) {
          current = open.apply(all.get(next++));
        }
        return current.hasNext();
      }

      @Override
      public Sentence next() {
        if (!hasNext()) {
          throw new NoSuchElementException();
        }
        return current.next();
      }
    };
  }

  /** The provenance of the source, with the hashes of its files. */
  DataSourceProvenance provenance(Configurable source) {
    return provenance(source, Map.of());
  }

  /**
   * The provenance of the source, with the hashes of its files and of others that belong to them.
   *
   * @param source the source.
   * @param companions by name, the path of another file that belongs to one.
   * @return the provenance.
   */
  DataSourceProvenance provenance(
      Configurable source, Map<String, UnaryOperator<Path>> companions) {
    List<InputFile> all = files();
    Map<String, InputFile> named = new LinkedHashMap<>();
    for (InputFile file : all) {
      String name = all.size() == 1 ? "" : file.path().getFileName().toString();
      named.put(name, file);
      companions.forEach(
          (suffix, path) -> named.put(name + suffix, new InputFile(path.apply(file.path()))));
    }
    return FileDataSourceProvenance.of(source, named);
  }
}
