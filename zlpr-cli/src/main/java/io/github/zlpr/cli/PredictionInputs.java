package io.github.zlpr.cli;

import io.github.zlpr.experiment.Answer;
import io.github.zlpr.experiment.Predictor;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.tribuo.Example;
import org.tribuo.multilabel.MultiLabel;

/** What is to be labelled, read as it is asked for. */
final class PredictionInputs {

  private final Reader reader;
  private final Waiting waiting;
  private RuntimeException failure;

  /** One input, or null at the end. */
  private interface Reader {
    Input read() throws IOException;
  }

  /** Whether the next read would wait for somebody to write. */
  private interface Waiting {
    boolean isWaiting() throws IOException;
  }

  /**
   * An input.
   *
   * @param title the text, if it is one.
   * @param answer labels it; may be called in any thread.
   */
  record Input(Optional<String> title, Supplier<Answer> answer) {}

  private PredictionInputs(Reader reader, Waiting waiting) {
    this.reader = reader;
    this.waiting = waiting;
  }

  /** Texts. */
  static PredictionInputs of(List<String> texts, Predictor predictor) {
    Iterator<String> iterator = texts.iterator();
    return new PredictionInputs(
        () -> iterator.hasNext() ? text(iterator.next(), predictor) : null, () -> false);
  }

  /** Lines, as they are written. */
  static PredictionInputs of(BufferedReader lines, Predictor predictor) {
    return new PredictionInputs(
        () -> {
          String line = lines.readLine();
          return line == null ? null : text(line, predictor);
        },
        () -> !lines.ready());
  }

  /** Examples. */
  static PredictionInputs of(Iterator<Example<MultiLabel>> examples, Predictor predictor) {
    return new PredictionInputs(
        () -> {
          if (!examples.hasNext()) {
            return null;
          }
          Example<MultiLabel> example = examples.next();
          return new Input(Optional.empty(), () -> predictor.example(example));
        },
        () -> false);
  }

  private static Input text(String text, Predictor predictor) {
    return new Input(Optional.of(text), () -> predictor.text(text));
  }

  /**
   * The next inputs, at most so many; fewer where one would have to wait; none at the end. What is
   * wrong with an input is thrown when those before it have been given.
   */
  List<Input> next(int most) throws IOException {
    List<Input> inputs = new ArrayList<>();
    try {
      do {
        Input input = failure == null ? reader.read() : null;
        if (input == null) {
          break;
        }
        inputs.add(input);
      } while (inputs.size() < most && !waiting.isWaiting());
    } catch (RuntimeException e) {
      failure = e;
    }
    if (inputs.isEmpty() && failure != null) {
      throw failure;
    }
    return inputs;
  }

  /** Whether the next input has to be waited for. */
  boolean isWaiting() throws IOException {
    return waiting.isWaiting();
  }
}
