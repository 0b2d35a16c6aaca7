package io.github.zlpr.experiment;

import com.opencsv.CSVWriterBuilder;
import com.opencsv.ICSVWriter;
import io.github.zlpr.core.AtomicFile;
import io.github.zlpr.core.Truth;
import io.github.zlpr.eval.ScoreListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;
import org.tribuo.ImmutableOutputInfo;
import org.tribuo.Model;
import org.tribuo.multilabel.MultiLabel;

/**
 * The scores of a model on test data as CSV, for use in any other tool.
 *
 * <p>The header is {@code truth} and the names of the labels. Each further line has the true labels
 * of one example, joined by {@code |}, and one score for each label as {@link
 * Double#toString(double)} prints it.
 */
public final class ScoreFile {

  private ScoreFile() {}

  /**
   * Writes the scores that an evaluation sees. The file is complete or absent.
   *
   * @param <R> what the evaluation gives.
   * @param file the file to write; its directory is created.
   * @param model the model.
   * @param evaluation evaluates the model and shows each example to the listener.
   * @return what the evaluation gave.
   * @throws IOException if the file cannot be written.
   */
  public static <R> R write(
      Path file, Model<MultiLabel> model, Function<ScoreListener, R> evaluation)
      throws IOException {
    AtomicFile.requireWritable(file.toAbsolutePath().getParent());
    ImmutableOutputInfo<MultiLabel> labels = model.getOutputIDInfo();
    String[] row = new String[labels.size() + 1];
    row[0] = "truth";
    for (int id = 0; id < labels.size(); id++) {
      row[id + 1] = labels.getOutput(id).getLabelString();
    }
    Result<R> result = new Result<>();
    AtomicFile.write(
        file,
        temporary -> {
          try (ICSVWriter csv = new CSVWriterBuilder(Files.newBufferedWriter(temporary)).build()) {
            csv.writeNext(row, false);
            result.value =
                evaluation.apply(
                    scored -> {
                      row[0] = String.join("|", Truth.names(scored.example().getOutput()));
                      double[] scores = scored.scores();
                      for (int id = 0; id < scores.length; id++) {
                        row[id + 1] = Double.toString(scores[id]);
                      }
                      csv.writeNext(row, false);
                    });
            if (csv.checkError()) {
              throw new IOException("could not write " + file, csv.getException());
            }
          }
        });
    return result.value;
  }

  private static final class Result<R> {
    private R value;
  }
}
