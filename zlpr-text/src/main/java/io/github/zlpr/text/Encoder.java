package io.github.zlpr.text;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * An encoder in ONNX form, run by ONNX Runtime on the CPU, one text at a time.
 *
 * <p>Why one: an encoder of 8 bits quantises each input of a matrix product by the range of its
 * numbers, and that of a batch is the range of all its texts. The vector of a text would depend on
 * the others, by up to a third of its largest number. One text at a time has the same vector
 * whatever else is encoded, wastes nothing on padding, and all cores are busy with texts of their
 * own.
 *
 * <p>May be used by several threads at once.
 */
final class Encoder implements AutoCloseable {

  private static final String IDS = "input_ids";
  private static final String MASK = "attention_mask";
  private static final String TYPES = "token_type_ids";

  private final EncoderFile file;
  private final OrtEnvironment environment;
  private final OrtSession session;
  private final String output;
  private final Pooling pooling;
  private int size;

  /**
   * Loads an encoder.
   *
   * @param environment ONNX Runtime.
   * @param file the file, for messages.
   * @param content its content.
   * @param output the name of the output, or empty for the first that the pooling can take.
   * @param pooling how its numbers become one vector.
   * @throws com.oracle.labs.mlrg.olcut.config.PropertyException if it is no model, or one of other
   *     inputs and outputs.
   */
  Encoder(
      OrtEnvironment environment,
      EncoderFile file,
      byte[] content,
      String output,
      Pooling pooling) {
    this.environment = environment;
    this.file = file;
    this.pooling = pooling;
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
      options.setIntraOpNumThreads(1);
      options.setInterOpNumThreads(1);
      // Texts differ in length: plans of memory for each would only grow.
      options.setMemoryPatternOptimization(false);
      session = environment.createSession(content, options);
    } catch (OrtException e) {
      throw file.fault("is not an ONNX model that ONNX Runtime takes: " + firstLine(e));
    }
    try {
      requireInputs(session.getInputInfo());
      this.output = findOutput(session.getOutputInfo(), output);
    } catch (OrtException e) {
      throw new IllegalStateException(file.location() + ": " + firstLine(e), e);
    }
  }

  /** ONNX Runtime. To load it takes a while: its library is taken out of a jar first. */
  static OrtEnvironment runtime() {
    return OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
  }

  private void requireInputs(Map<String, NodeInfo> inputs) {
    Set<String> unknown = new TreeSet<>(inputs.keySet());
    unknown.removeAll(Set.of(IDS, MASK, TYPES));
    if (!unknown.isEmpty() || !inputs.containsKey(IDS) || !inputs.containsKey(MASK)) {
      throw file.fault(
          "has the inputs "
              + String.join(", ", new TreeSet<>(inputs.keySet()))
              + "; an encoder has "
              + IDS
              + ", "
              + MASK
              + " and perhaps "
              + TYPES);
    }
    inputs.forEach(
        (name, node) -> {
          if (!(node.getInfo() instanceof TensorInfo tensor && tensor.type == OnnxJavaType.INT64)) {
            throw file.fault("its input " + name + " is no tensor of 64-bit integers");
          }
        });
  }

  private String findOutput(Map<String, NodeInfo> outputs, String wanted) {
    return outputs.entrySet().stream()
        .filter(node -> wanted.isEmpty() || node.getKey().equals(wanted))
        .filter(node -> isVectors(node.getValue()))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElseThrow(
            () ->
                file.fault(
                    "has the outputs "
                        + outputs.values().stream()
                            .map(node -> node.getName() + describe(node))
                            .collect(Collectors.joining(", "))
                        + "; needed is "
                        + (wanted.isEmpty() ? "one" : wanted)
                        + " with floats of "
                        + pooling.rank
                        + " dimensions, or another pooling or output"));
  }

  private boolean isVectors(NodeInfo node) {
    return node.getInfo() instanceof TensorInfo tensor
        && tensor.type == OnnxJavaType.FLOAT
        && tensor.getShape().length == pooling.rank;
  }

  private static String describe(NodeInfo node) {
    return node.getInfo() instanceof TensorInfo tensor
        ? " (" + tensor.type + " " + Arrays.toString(tensor.getShape()) + ")"
        : "";
  }

  /**
   * Makes sure that the encoder takes all tokens of a tokenizer. Call it first.
   *
   * @param tokenizer the tokenizer.
   * @param name its file.
   * @throws com.oracle.labs.mlrg.olcut.config.PropertyException if it does not.
   */
  void requireTokens(WordPieces tokenizer, EncoderFile name) {
    try {
      size = run(tokenizer.tokens(new int[] {tokenizer.largestId()}, 0, 1)).length;
    } catch (OrtException e) {
      throw name.fault(
          "does not belong to "
              + file.location()
              + ", which takes no token of the number "
              + tokenizer.largestId());
    }
  }

  /** The number of components of a vector. */
  int size() {
    return size;
  }

  /**
   * Encodes tokens.
   *
   * @param tokens their ids, those of special tokens among them.
   * @return the vector, not scaled.
   * @throws IllegalStateException if the encoder refuses them.
   */
  double[] encode(int[] tokens) {
    try {
      return run(tokens);
    } catch (OrtException e) {
      throw new IllegalStateException(
          file.location()
              + ": refuses a text of "
              + tokens.length
              + " tokens; try a smaller maxTokens: "
              + firstLine(e),
          e);
    }
  }

  private double[] run(int[] tokens) throws OrtException {
    long[] shape = {1, tokens.length};
    long[] ids = Arrays.stream(tokens).asLongStream().toArray();
    long[] mask = new long[tokens.length];
    Arrays.fill(mask, 1);
    Map<String, OnnxTensor> inputs = new HashMap<>();
    try {
      inputs.put(IDS, OnnxTensor.createTensor(environment, LongBuffer.wrap(ids), shape));
      inputs.put(MASK, OnnxTensor.createTensor(environment, LongBuffer.wrap(mask), shape));
      if (session.getInputNames().contains(TYPES)) {
        LongBuffer types = LongBuffer.allocate(tokens.length);
        inputs.put(TYPES, OnnxTensor.createTensor(environment, types, shape));
      }
      try (OrtSession.Result result = session.run(inputs, Set.of(output))) {
        OnnxTensor numbers = (OnnxTensor) result.get(0);
        long[] size = numbers.getInfo().getShape();
        double[] vector = new double[(int) size[size.length - 1]];
        pooling.pool(numbers.getFloatBuffer(), tokens.length, vector);
        return vector;
      }
    } finally {
      inputs.values().forEach(OnnxTensor::close);
    }
  }

  private static String firstLine(OrtException e) {
    return e.getMessage().lines().findFirst().orElse("");
  }

  @Override
  public void close() {
    try {
      session.close();
    } catch (OrtException e) {
      throw new IllegalStateException(file.location() + ": cannot be closed", e);
    }
  }
}
