package io.github.zlpr.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.oracle.labs.mlrg.olcut.config.Option;
import com.oracle.labs.mlrg.olcut.config.Options;
import io.github.zlpr.experiment.report.ModelCard;
import io.github.zlpr.trainer.model.ModelFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;

/** Says what a model is. */
final class ShowCommand implements Command<ShowCommand.ShowOptions> {

  /** Options of the command. */
  public static final class ShowOptions implements Options {

    /** The model. */
    @Option(charName = 'm', longName = "model", usage = "The model file.")
    public Path model;

    /** Whether it is written for programs. */
    @Option(longName = "json", usage = "Write JSON.")
    public boolean json;

    /** For OLCUT. */
    public ShowOptions() {}

    @Override
    public String getOptionsDescription() {
      return "Shows a model's card, from the model alone: what was trained on what, when and with"
          + " which versions, its size, its rule, its metrics, and its most and least frequent"
          + " labels.";
    }
  }

  @Override
  public String syntax() {
    return "-m MODEL [--json]";
  }

  @Override
  public String summary() {
    return "what a model is";
  }

  @Override
  public ShowOptions options() {
    return new ShowOptions();
  }

  @Override
  public boolean isConfigured() {
    return false;
  }

  @Override
  public void run(ShowOptions options, Arguments arguments, InputStream in, PrintStream out)
      throws IOException {
    arguments.requireNoOperands();
    ModelCard card =
        new ModelCard(ModelFile.load(Arguments.required(options.model, "-m", "model")));
    if (options.json) {
      ObjectMapper mapper = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
      out.println(mapper.writeValueAsString(card.content()));
    } else {
      out.print(card);
    }
  }
}
