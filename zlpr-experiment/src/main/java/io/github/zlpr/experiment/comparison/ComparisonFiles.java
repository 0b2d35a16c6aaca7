package io.github.zlpr.experiment.comparison;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.github.zlpr.core.AtomicFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The files of a comparison in one directory. Each is complete or absent.
 *
 * <table>
 *   <caption>Files</caption>
 *   <tr><th>{@value #JSON}</th><td>the whole result, see {@link ComparisonResult}</td></tr>
 *   <tr><th>{@value #HTML}</th><td>its tables as a page</td></tr>
 *   <tr><th>{@value #CELLS}</th><td>a folder with a file for each finished training</td></tr>
 * </table>
 */
public final class ComparisonFiles {

  /** The result. */
  public static final String JSON = "comparison.json";

  /** The report. */
  public static final String HTML = "comparison.html";

  /** The folder of the finished cells. */
  public static final String CELLS = "cells";

  private final Path directory;
  private final CellStore cells;

  /**
   * The files in a directory, which is created.
   *
   * @param directory the directory.
   * @throws IOException if files cannot be written there.
   */
  public ComparisonFiles(Path directory) throws IOException {
    AtomicFile.requireWritable(directory);
    this.directory = directory;
    cells = new CellStore(directory.resolve(CELLS));
  }

  CellStore cells() {
    return cells;
  }

  /**
   * Writes a result.
   *
   * @param result the result of a comparison.
   * @throws IOException if a file cannot be written.
   */
  public void write(ComparisonResult result) throws IOException {
    ObjectMapper mapper = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    AtomicFile.write(directory.resolve(JSON), file -> mapper.writeValue(file.toFile(), result));
    String html = HtmlReport.of(result);
    AtomicFile.write(directory.resolve(HTML), file -> Files.writeString(file, html));
  }
}
