package io.github.zlpr.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.zlpr.core.InvalidDataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.tribuo.Example;
import org.tribuo.multilabel.MultiLabel;

/** Files that change while they are in use, and the progress of reading. */
class InputFileTest {
  private static final String ROWS = "1 1:1\n".repeat(100_000);

  @TempDir private Path directory;
  private Path file;

  @BeforeEach
  void write() throws IOException {
    file = Files.writeString(directory.resolve("data.txt"), ROWS);
  }

  private void assertChanged(Executable use) {
    InvalidDataException e = assertThrows(InvalidDataException.class, use);
    assertTrue(
        e.getMessage().contains("data.txt: changed while it was in use, from "), e.toString());
    assertTrue(e.getMessage().endsWith("; start again when it is complete"), e.getMessage());
  }

  @Test
  void refusesAFileThatGrowsWhileItIsRead() throws IOException {
    Iterator<Example<MultiLabel>> examples = new ExtremeDataSource(file).iterator();
    Files.writeString(file, "2 2:2\n", StandardOpenOption.APPEND);
    assertChanged(() -> examples.forEachRemaining(example -> {}));
  }

  @Test
  void refusesAFileThatIsCutOffWhileItIsRead() throws IOException {
    Files.writeString(file, "100000 2 2\n" + ROWS);
    Iterator<Example<MultiLabel>> examples = new ExtremeDataSource(file).iterator();
    Files.writeString(file, "", StandardOpenOption.TRUNCATE_EXISTING);
    assertChanged(() -> examples.forEachRemaining(example -> {}));
  }

  @Test
  void refusesAFileThatChangedSinceItsHashWasTaken() throws IOException {
    ExtremeDataSource source = new ExtremeDataSource(file);
    source.getProvenance();
    Files.writeString(file, ROWS + ROWS);
    assertChanged(source::iterator);
    assertChanged(source::getProvenance);
    assertEquals(200_000, TestData.examples(new ExtremeDataSource(file)).size());
  }

  @Test
  void readsAFileThatStaysTheSameAgainAndAgain() {
    ExtremeDataSource source = new ExtremeDataSource(file);
    source.getProvenance();
    assertEquals(100_000, TestData.examples(source).size());
    assertEquals(100_000, TestData.examples(source).size());
    source.getProvenance();
  }

  @Test
  void logsProgress() throws IOException {
    List<String> lines = new ArrayList<>();
    Handler handler =
        new Handler() {
          @Override
          public void publish(LogRecord record) {
            lines.add(record.getMessage());
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    Logger logger = Logger.getLogger(ReadingProgress.class.getName());
    logger.addHandler(handler);
    logger.setLevel(Level.INFO);
    logger.setUseParentHandlers(false);
    try (InputFileStream stream = new InputFile(file).open()) {
      ReadingProgress progress = new ReadingProgress(file, stream, 0L);
      stream.readNBytes(300_000);
      progress.example();
      progress.example();
      stream.readAllBytes();
      progress.end();
      ReadingProgress quick = new ReadingProgress(file, stream);
      quick.example();
      quick.end();
    } finally {
      logger.removeHandler(handler);
      logger.setLevel(null);
      logger.setUseParentHandlers(true);
    }
    assertEquals(3, lines.size(), lines.toString());
    assertTrue(
        lines.get(0).matches("reading data.txt: 0 of 1 MB, 1 examples, [\\d,]+ MB/s"),
        lines.get(0));
    assertTrue(
        lines.get(2).matches("read data.txt: 1 of 1 MB, 2 examples, [\\d,]+ MB/s"), lines.get(2));
  }
}
