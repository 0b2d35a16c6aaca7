package io.github.zlpr.text;

import com.oracle.labs.mlrg.olcut.config.PropertyException;
import io.github.zlpr.core.Settings;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.stream.Collectors;

/** How the output of an encoder becomes one vector. */
enum Pooling {

  /** The mean of the vectors of all tokens. */
  MEAN("mean", 3) {
    @Override
    void pool(FloatBuffer output, int tokens, double[] vector) {
      for (int token = 0; token < tokens; token++) {
        for (int d = 0; d < vector.length; d++) {
          vector[d] += output.get();
        }
      }
      for (int d = 0; d < vector.length; d++) {
        vector[d] /= tokens;
      }
    }
  },

  /** The vector of the first token. */
  FIRST("first", 3) {
    @Override
    void pool(FloatBuffer output, int tokens, double[] vector) {
      copy(output, vector);
    }
  },

  /** The output is one vector for the text. */
  SENTENCE("sentence", 2) {
    @Override
    void pool(FloatBuffer output, int tokens, double[] vector) {
      copy(output, vector);
    }
  };

  private final String value;

  /** How many dimensions the output has, that of the batch included. */
  final int rank;

  Pooling(String value, int rank) {
    this.value = value;
    this.rank = rank;
  }

  /**
   * The pooling of a property's value.
   *
   * @throws PropertyException if there is none.
   */
  static Pooling of(String property, String value) {
    String all = Arrays.stream(values()).map(p -> p.value).collect(Collectors.joining(", "));
    Settings.check(
        Arrays.stream(values()).anyMatch(p -> p.value.equals(value)),
        property,
        value,
        "one of " + all);
    return Arrays.stream(values()).filter(p -> p.value.equals(value)).findFirst().orElseThrow();
  }

  /**
   * Pools the output for one text.
   *
   * @param output the numbers; of token vectors, one after the other.
   * @param tokens the number of tokens.
   * @param vector gets the vector; is 0 before.
   */
  abstract void pool(FloatBuffer output, int tokens, double[] vector);

  private static void copy(FloatBuffer output, double[] vector) {
    for (int d = 0; d < vector.length; d++) {
      vector[d] = output.get();
    }
  }
}
