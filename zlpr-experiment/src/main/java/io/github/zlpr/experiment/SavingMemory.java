package io.github.zlpr.experiment;

import com.oracle.labs.mlrg.olcut.config.ConfigurationData;
import com.oracle.labs.mlrg.olcut.config.property.Property;
import io.github.zlpr.core.CompressedDataset;
import io.github.zlpr.core.Recorded;
import io.github.zlpr.trainer.linear.LinearMultiLabelTrainer;
import java.util.Locale;
import org.tribuo.multilabel.sgd.linear.LinearSGDTrainer;

/**
 * The check that there is memory to save a dense model, made before it is trained. Tribuo puts the
 * weights into a message, that into another one, and so on, each a copy: measured with models of 80
 * and 260 MB, they are in memory about five times.
 */
final class SavingMemory {

  private static final int COPIES = 5;

  private SavingMemory() {}

  /**
   * Refuses a training whose model could not be saved.
   *
   * @param experiment the experiment.
   * @param data its training data.
   * @param available what the JVM may use, in bytes.
   * @throws IllegalStateException with the sizes and what to do.
   */
  static void require(Experiment experiment, CompressedDataset data, long available) {
    long weights = (data.featureCount() + 1L) * data.getOutputInfo().size();
    long needed = COPIES * weights * Double.BYTES;
    if (needed > available
        && Recorded.of(experiment.getProvenance()).components().stream()
            .anyMatch(SavingMemory::trainsDenseModels)) {
      throw new IllegalStateException(
          String.format(
              Locale.ROOT,
              "the model will have %,d MB, and to save it Java needs about %,d MB, but may use"
                  + " %,d MB: raise -Xmx, lower the number of features or labels, or let the trainer"
                  + " give a compact model",
              megabytes(weights * Double.BYTES),
              megabytes(needed),
              megabytes(available)));
    }
  }

  private static boolean trainsDenseModels(ConfigurationData component) {
    Property model = component.getProperties().get("model");
    return component.getClassName().equals(LinearSGDTrainer.class.getName())
        || (component.getClassName().equals(LinearMultiLabelTrainer.class.getName())
            && (model == null || model.toString().equals("tribuo")));
  }

  private static long megabytes(long bytes) {
    return (bytes + (1 << 20) - 1) >> 20;
  }
}
