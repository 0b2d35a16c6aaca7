package io.github.zlpr.cli;

import com.oracle.labs.mlrg.olcut.config.ArgumentException;
import com.oracle.labs.mlrg.olcut.config.Option;
import com.oracle.labs.mlrg.olcut.config.Options;
import io.github.zlpr.core.AtomicFile;
import io.github.zlpr.data.TableSource;
import io.github.zlpr.experiment.Answer;
import io.github.zlpr.experiment.Predictor;
import io.github.zlpr.experiment.Reasons;
import io.github.zlpr.span.SpanModel;
import io.github.zlpr.trainer.model.ModelFile;
import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import org.tribuo.Model;
import org.tribuo.classification.Label;
import org.tribuo.multilabel.MultiLabel;

/**
 * Labels texts, the rows of a file, or a source of a configuration; or finds spans in them, with a
 * model that does.
 */
final class PredictCommand implements Command<PredictCommand.PredictOptions> {
  private static final Logger logger = Logger.getLogger(PredictCommand.class.getName());

  private static final String WORDS = "words";

  /** So many inputs are answered at once, by all threads. */
  private static final int BLOCK = 512;

  /** Options of the command. */
  public static final class PredictOptions implements Options {

    /** The model. */
    @Option(charName = 'm', longName = "model", usage = "The model file.")
    public Path model;

    /** Where the answers go. */
    @Option(
        charName = 'o',
        longName = "output",
        usage = "File for the answers, in place of standard output.")
    public Path output;

    /** The form of the answers. */
    @Option(
        longName = "format",
        usage =
            "The form of the answers: text; jsonl, one object for each input; csv or tsv, one row"
                + " for each label; conll, one token a line with its tags, for spans.")
    public String format = "text";

    /** How many labels are listed. */
    @Option(longName = "top", usage = "List so many labels with the highest scores.")
    public int top;

    /** Which labels are listed. */
    @Option(
        longName = "scores",
        usage = "List the labels with a score above this number, or all of them: \"all\".")
    public String scores;

    /** How many reasons are given. */
    @Option(
        longName = "why",
        usage =
            "For each label predicted, name so many features that add most to its score, and so"
                + " many that take most from it.")
    public int why;

    /** Tokens of texts. */
    @Option(
        longName = "tokenizer",
        usage =
            "How a text is cut into tokens to find spans in: words; blanks; or characters, for"
                + " Chinese.")
    public String tokenizer = WORDS;

    /** For OLCUT. */
    public PredictOptions() {}

    @Override
    public String getOptionsDescription() {
      return "Predicts labels for texts: the arguments, or else the lines of standard input; or"
          + " for the rows of a file in the form of the model's training data, with labels or"
          + " without; or for a source of a configuration. A model of spans finds them in texts, in"
          + " sources, and in files: JSON Lines (.jsonl), one token a line (.conll, .tsv, .iob,"
          + " .bio), or any other as text, each line a sentence. Put -- before a text that begins"
          + " with -.";
    }
  }

  @Override
  public String syntax() {
    return "-m MODEL [TEXT ... | FILE | -c CONFIG.xml SOURCE] [-o FILE]";
  }

  @Override
  public String summary() {
    return "labels and scores for texts, for data, or for standard input";
  }

  @Override
  public PredictOptions options() {
    return new PredictOptions();
  }

  @Override
  public boolean isConfigured() {
    return true;
  }

  @Override
  public void run(PredictOptions options, Arguments arguments, InputStream in, PrintStream out)
      throws IOException {
    Path file = Arguments.required(options.model, "-m", "model");
    requireCount("--top", options.top);
    requireCount("--why", options.why);
    if (options.top > 0 && options.scores != null) {
      throw new ArgumentException("--scores", "Give --top or --scores, not both.");
    }
    OptionalDouble least = least(options.scores);
    Model<MultiLabel> model = ModelFile.load(file);
    if (model instanceof SpanModel spans) {
      if (options.top > 0 || options.why > 0 || options.scores != null) {
        throw new ArgumentException(
            "-m", file + " finds spans; --top, --scores and --why are for models of labels.");
      }
      write(
          options.output,
          out,
          stream ->
              new SpanPrediction(spans, options.tokenizer, options.format, stream)
                  .predict(arguments, in));
      return;
    }
    if (!options.tokenizer.equals(WORDS)) {
      throw new ArgumentException(
          "--tokenizer", file + " does not find spans, and has its own way to cut texts.");
    }
    AnswerWriter form = AnswerWriter.of(options.format);
    Predictor predictor = new Predictor(model);
    Run run =
        new Run(predictor, options.why > 0 ? new Reasons(predictor.model()) : null, options, least);
    write(
        options.output, out, stream -> run.answer(inputs(predictor, arguments, in), form, stream));
  }

  /** Writes answers. */
  private interface Answers {
    void writeTo(PrintStream stream) throws IOException;
  }

  /** To a file, which is complete or absent, or to standard output. */
  private static void write(Path output, PrintStream out, Answers answers) throws IOException {
    if (output == null) {
      answers.writeTo(out);
      return;
    }
    AtomicFile.write(
        output,
        path -> {
          try (PrintStream stream =
              new PrintStream(
                  new BufferedOutputStream(new StrictOutput(Files.newOutputStream(path))),
                  false,
                  StandardCharsets.UTF_8)) {
            answers.writeTo(stream);
          }
        });
  }

  private static void requireCount(String option, int count) {
    if (count < 0) {
      throw new ArgumentException(option, "The number must be at least 0, found " + count + ".");
    }
  }

  private static OptionalDouble least(String scores) {
    if (scores == null) {
      return OptionalDouble.empty();
    }
    try {
      return OptionalDouble.of(
          scores.equals("all") ? Double.NEGATIVE_INFINITY : Double.parseDouble(scores));
    } catch (NumberFormatException e) {
      throw new ArgumentException(
          e, "--scores", "The value is a number or \"all\", found " + scores + ".");
    }
  }

  private static PredictionInputs inputs(Predictor predictor, Arguments arguments, InputStream in) {
    List<String> operands = arguments.operands();
    if (!arguments.configurations().isEmpty()) {
      if (operands.size() != 1) {
        throw new ArgumentException(
            "SOURCE", "Name one data source of the configuration, found " + operands.size() + ".");
      }
      return PredictionInputs.of(
          TableSource.of(DataCommand.source(arguments.configuration(), operands.get(0))).iterator(),
          predictor);
    }
    if (operands.size() == 1 && isFile(operands.get(0))) {
      return PredictionInputs.of(predictor.read(Path.of(operands.get(0))), predictor);
    }
    if (!predictor.readsTexts()) {
      throw new IllegalArgumentException(
          operands.isEmpty()
              ? "the model was not trained on text; give it a data file"
              : operands.get(0) + ": no such file, and the model was not trained on text");
    }
    if (!operands.isEmpty()) {
      return PredictionInputs.of(operands, predictor);
    }
    return PredictionInputs.of(
        new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8)), predictor);
  }

  /** Not every text can be a path. */
  private static boolean isFile(String text) {
    try {
      return Files.isRegularFile(Path.of(text));
    } catch (InvalidPathException e) {
      return false;
    }
  }

  /** An answer in its form. */
  private record Written(String text, boolean isKnown) {}

  /** How inputs are answered. */
  private record Run(
      Predictor predictor, Reasons reasons, PredictOptions options, OptionalDouble least) {

    void answer(PredictionInputs inputs, AnswerWriter form, PrintStream out) throws IOException {
      out.print(form.head());
      long number = 0;
      long unknown = 0;
      for (List<PredictionInputs.Input> block = inputs.next(BLOCK);
          !block.isEmpty();
          block = inputs.next(BLOCK)) {
        long first = number + 1;
        List<PredictionInputs.Input> asked = block;
        List<Written> answers =
            IntStream.range(0, asked.size())
                .parallel()
                .mapToObj(i -> line(first + i, asked.get(i)))
                .map(line -> new Written(form.text(line), line.answer().isKnown()))
                .toList();
        answers.forEach(answer -> out.print(answer.text()));
        unknown += answers.stream().filter(answer -> !answer.isKnown()).count();
        number += answers.size();
        if (inputs.isWaiting()) {
          out.flush();
        }
      }
      out.flush();
      if (unknown > 0 && number > 1) {
        logger.info(
            String.format(
                Locale.ROOT,
                "%,d of %,d inputs have no feature that the model knows, and no label",
                unknown,
                number));
      }
    }

    private AnswerWriter.Line line(long number, PredictionInputs.Input input) {
      Answer answer = input.answer().get();
      return new AnswerWriter.Line(
          number,
          input.title().orElse("row " + number),
          answer,
          listed(answer),
          reasons == null || !answer.isKnown()
              ? Map.of()
              : reasons.of(answer.example(), options.why));
    }

    private List<Label> listed(Answer answer) {
      if (least.isPresent()) {
        return answer.above(least.getAsDouble());
      }
      return options.top > 0 ? answer.top(options.top) : answer.predicted();
    }
  }
}
