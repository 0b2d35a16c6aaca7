package io.github.zlpr.trainer.linear;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.tribuo.ImmutableFeatureMap;
import org.tribuo.VariableInfo;
import org.tribuo.math.la.DenseMatrix;
import org.tribuo.multilabel.sgd.linear.LinearSGDModel;

/**
 * The SHA-256 of a linear model's weights.
 *
 * <p>Two trainings were identical if their models' digests are. Model files cannot be compared, for
 * they hold the time of training.
 */
public final class WeightDigest {

  private WeightDigest() {}

  /**
   * Digests labels, features and all weights of a model.
   *
   * @param model the model.
   * @return 64 hexadecimal digits.
   */
  public static String of(LinearSGDModel model) {
    MessageDigest digest = sha256();
    ImmutableFeatureMap features = model.getFeatureIDMap();
    for (VariableInfo feature : features) {
      update(digest, feature.getName());
    }
    DenseMatrix weights = model.getWeightsCopy();
    int columns = weights.getDimension2Size();
    ByteBuffer row = ByteBuffer.allocate(columns * Double.BYTES);
    for (int label = 0; label < weights.getDimension1Size(); label++) {
      update(digest, model.getOutputIDInfo().getOutput(label).getLabelString());
      row.clear();
      for (int feature = 0; feature < columns; feature++) {
        row.putDouble(weights.get(label, feature));
      }
      digest.update(row.array());
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }

  /** Adds a text with its length, so that neighbouring texts cannot be mistaken for others. */
  static void update(MessageDigest digest, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
    digest.update(bytes);
  }
}
