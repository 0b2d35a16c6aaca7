package io.github.zlpr.experiment.provenance;

import com.oracle.labs.mlrg.olcut.config.ConfigurationData;
import com.oracle.labs.mlrg.olcut.config.ConfigurationManager;
import com.oracle.labs.mlrg.olcut.config.property.SimpleProperty;
import com.oracle.labs.mlrg.olcut.provenance.ProvenanceUtil;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tribuo.Trainer;
import org.tribuo.multilabel.MultiLabel;

/**
 * A trainer rebuilt from its provenance with some properties replaced, in itself and in all that it
 * is made of: optimisers, losses, and trainers inside trainers.
 */
public final class TrainerSettings {

  /** The learning rate of this project's trainer, and that of Tribuo's optimisers. */
  private static final Set<String> LEARNING_RATE = Set.of("learningRate", "initialLearningRate");

  private static final Set<String> SEED = Set.of("seed");
  private static final Set<String> LABELS = Set.of("k");

  private final Trainer<MultiLabel> trainer;
  private final Map<String, String> values = new HashMap<>();

  /**
   * Nothing replaced yet.
   *
   * @param trainer the trainer to rebuild.
   */
  public TrainerSettings(Trainer<MultiLabel> trainer) {
    this.trainer = trainer;
  }

  /**
   * Whether a learning rate is anywhere inside a trainer.
   *
   * @param trainer the trainer.
   * @return whether there is one to replace.
   */
  public static boolean hasLearningRate(Trainer<MultiLabel> trainer) {
    return has(trainer, LEARNING_RATE);
  }

  /**
   * Whether a number of labels to predict is anywhere inside a trainer.
   *
   * @param trainer the trainer.
   * @return whether there is one to replace.
   */
  public static boolean hasLabels(Trainer<MultiLabel> trainer) {
    return has(trainer, LABELS);
  }

  private static boolean has(Trainer<MultiLabel> trainer, Set<String> names) {
    return ProvenanceUtil.extractConfiguration(trainer.getProvenance()).stream()
        .anyMatch(component -> names.stream().anyMatch(component::contains));
  }

  /**
   * Replaces the learning rate.
   *
   * @param rate the new one.
   * @return these settings.
   */
  public TrainerSettings learningRate(double rate) {
    return replace(LEARNING_RATE, Double.toString(rate));
  }

  /**
   * Replaces the seed.
   *
   * @param seed the new one.
   * @return these settings.
   */
  public TrainerSettings seed(long seed) {
    return replace(SEED, Long.toString(seed));
  }

  /**
   * Replaces the number of labels to predict.
   *
   * @param labels the new one.
   * @return these settings.
   */
  public TrainerSettings labels(int labels) {
    return replace(LABELS, Integer.toString(labels));
  }

  private TrainerSettings replace(Set<String> names, String value) {
    names.forEach(name -> values.put(name, value));
    return this;
  }

  /**
   * Builds a trainer.
   *
   * @return a new one.
   */
  @SuppressWarnings("unchecked") // Of the same class as the trainer given.
  public Trainer<MultiLabel> build() {
    List<ConfigurationData> components =
        ProvenanceUtil.extractConfiguration(trainer.getProvenance());
    for (ConfigurationData component : components) {
      values.forEach(
          (name, value) -> {
            if (component.contains(name)) {
              component.add(name, new SimpleProperty(value));
            }
          });
    }
    ConfigurationManager manager = new ConfigurationManager();
    manager.addConfiguration(components);
    return (Trainer<MultiLabel>) manager.lookup(components.get(0).getName());
  }
}
