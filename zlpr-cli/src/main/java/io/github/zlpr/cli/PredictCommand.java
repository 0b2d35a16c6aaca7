package io.github.zlpr.cli;

import com.oracle.labs.mlrg.olcut.config.Option;
import com.oracle.labs.mlrg.olcut.config.Options;
import io.github.zlpr.experiment.TextPredictor;
import io.github.zlpr.trainer.model.ModelFile;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.tribuo.Prediction;
import org.tribuo.classification.Label;
import org.tribuo.multilabel.MultiLabel;

/** Predicts labels for texts, given as arguments or as the lines of standard input. */
final class PredictCommand implements Command<PredictCommand.PredictOptions> {

  /** Options of the command. */
  public static final class PredictOptions implements Options {

    /** The model. */
    @Option(charName = 'm', longName = "model", usage = "The model file.")
    public Path model;

    /** For OLCUT. */
    public PredictOptions() {}

    @Override
    public String getOptionsDescription() {
      return "Predicts labels for texts: the arguments, or else the lines of standard input. Put --"
          + " before a text that begins with -.";
    }
  }

  @Override
  public String syntax() {
    return "-m MODEL [TEXT ...]";
  }

  @Override
  public String summary() {
    return "labels and scores for texts, or for standard input";
  }

  @Override
  public PredictOptions options() {
    return new PredictOptions();
  }

  @Override
  public boolean isConfigured() {
    return false;
  }

  @Override
  public void run(PredictOptions options, Arguments arguments, InputStream in, PrintStream out)
      throws IOException {
    Path file = Arguments.required(options.model, "-m", "model");
    TextPredictor predictor = new TextPredictor(ModelFile.load(file));
    if (!arguments.operands().isEmpty()) {
      for (String text : arguments.operands()) {
        print(text, predictor, out);
      }
    } else {
      BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
      for (String text = lines.readLine(); text != null; text = lines.readLine()) {
        print(text, predictor, out);
      }
    }
  }

  private static void print(String text, TextPredictor predictor, PrintStream out) {
    out.println(text);
    Optional<Prediction<MultiLabel>> prediction = predictor.predict(text);
    if (prediction.isEmpty()) {
      out.println("  (no word of this text is known to the model)");
      return;
    }
    Map<String, MultiLabel> scores = prediction.get().getOutputScores();
    List<Label> labels = new ArrayList<>();
    for (String name : prediction.get().getOutput().getNameSet()) {
      labels.addAll(scores.get(name).getLabelSet());
    }
    if (labels.isEmpty()) {
      out.println("  (no label scores above the threshold)");
    }
    labels.sort(
        Comparator.comparingDouble(Label::getScore).reversed().thenComparing(Label::getLabel));
    for (Label label : labels) {
      out.printf(Locale.ROOT, "  %8.4f  %s%n", label.getScore(), label.getLabel());
    }
  }
}
