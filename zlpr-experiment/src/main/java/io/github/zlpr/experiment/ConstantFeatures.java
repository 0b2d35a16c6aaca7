package io.github.zlpr.experiment;

import com.oracle.labs.mlrg.olcut.provenance.ConfiguredObjectProvenance;
import com.oracle.labs.mlrg.olcut.provenance.ListProvenance;
import com.oracle.labs.mlrg.olcut.provenance.ObjectProvenance;
import com.oracle.labs.mlrg.olcut.provenance.Provenance;
import com.oracle.labs.mlrg.olcut.provenance.ProvenanceUtil;
import com.oracle.labs.mlrg.olcut.provenance.primitives.BooleanProvenance;
import io.github.zlpr.data.Standardisation;
import java.util.DoubleSummaryStatistics;
import java.util.Map;
import java.util.TreeMap;
import org.tribuo.Dataset;
import org.tribuo.Example;
import org.tribuo.Feature;
import org.tribuo.Output;
import org.tribuo.Trainer;
import org.tribuo.transform.TransformTrainer;
import org.tribuo.transform.transformations.MeanStdDevTransformation;

/**
 * Refuses training data with a constant feature where Tribuo's own standardisation would divide 0
 * by 0.
 */
final class ConstantFeatures {

  private ConstantFeatures() {}

  /**
   * Looks for constant features, if the trainer or one inside it standardises all features by
   * Tribuo's {@link MeanStdDevTransformation}.
   *
   * @param trainer the trainer.
   * @param data the training data.
   * @throws IllegalArgumentException if there is one.
   */
  static <T extends Output<T>> void requireNone(Trainer<T> trainer, Dataset<T> data) {
    ObjectProvenance provenance = trainer.getProvenance();
    for (ObjectProvenance part : ProvenanceUtil.orderProvenances(provenance).traversalOrder) {
      if (part instanceof ConfiguredObjectProvenance recorded
          && part.getClassName().equals(TransformTrainer.class.getName())
          && standardises(recorded.getConfiguredParameters())) {
        requireNone(data, countsZeros(recorded.getConfiguredParameters()));
      }
    }
  }

  private static boolean countsZeros(Map<String, Provenance> settings) {
    return settings.get("includeImplicitZeroFeatures") instanceof BooleanProvenance zeros
        && zeros.getValue();
  }

  private static boolean standardises(Map<String, Provenance> settings) {
    return settings.get("transformations") instanceof ConfiguredObjectProvenance map
        && map.getConfiguredParameters().get("globalTransformations")
            instanceof ListProvenance<?> all
        && all.getList().stream()
            .anyMatch(
                each ->
                    each instanceof ObjectProvenance one
                        && one.getClassName().equals(MeanStdDevTransformation.class.getName()));
  }

  private static <T extends Output<T>> void requireNone(Dataset<T> data, boolean withZeros) {
    Map<String, DoubleSummaryStatistics> stored = new TreeMap<>();
    for (Example<T> example : data) {
      for (Feature feature : example) {
        stored
            .computeIfAbsent(feature.getName(), name -> new DoubleSummaryStatistics())
            .accept(feature.getValue());
      }
    }
    stored.forEach(
        (name, values) -> {
          boolean hasOtherZeros =
              withZeros && values.getCount() < data.size() && values.getMin() != 0.0;
          if (values.getMin() == values.getMax() && !hasOtherZeros) {
            throw new IllegalArgumentException(
                "feature '"
                    + name
                    + "' is constant in the training data and cannot be standardised by"
                    + " MeanStdDevTransformation, which divides 0 by 0; use "
                    + Standardisation.class.getName()
                    + ", which makes it 0, or remove the feature");
          }
        });
  }
}
