package io.github.zlpr.trainer.linear;

import com.oracle.labs.mlrg.olcut.config.Configurable;
import io.github.zlpr.core.Settings;
import io.github.zlpr.core.Sha256;
import org.tribuo.ImmutableFeatureMap;
import org.tribuo.ImmutableOutputInfo;
import org.tribuo.VariableInfo;
import org.tribuo.multilabel.MultiLabel;

/** By what a training is known: all that determines the bits of its weights. */
public final class TrainingFingerprint {

  private TrainingFingerprint() {}

  /**
   * The fingerprint of a training.
   *
   * @param trainer the trainer, for its properties.
   * @param seed the seed of the training.
   * @param featureMap the features' names.
   * @param labels the labels' names.
   * @param examples the examples.
   * @return 32 bytes.
   */
  public static byte[] of(
      Configurable trainer,
      long seed,
      ImmutableFeatureMap featureMap,
      ImmutableOutputInfo<MultiLabel> labels,
      CompressedRows examples) {
    Sha256 sha = new Sha256().add(Settings.fingerprint(trainer)).add(seed);
    for (VariableInfo feature : featureMap) {
      sha.add(feature.getName());
    }
    for (int label = 0; label < examples.labelCount(); label++) {
      sha.add(labels.getOutput(label).getLabelString());
    }
    for (int example = 0; example < examples.size(); example++) {
      sha.add(Double.doubleToLongBits(examples.weight(example)));
      for (int k = examples.start(example); k < examples.end(example); k++) {
        sha.add(
            ((long) examples.features()[k] << 32)
                | (Float.floatToIntBits(examples.values()[k]) & 0xFFFFFFFFL));
      }
      for (int target : examples.targets(example).ids()) {
        sha.add(target);
      }
      if (examples.targets(example).values() != null) {
        for (double value : examples.targets(example).values()) {
          sha.add(Double.doubleToLongBits(value));
        }
      }
    }
    return sha.bytes();
  }
}
