package io.github.zlpr.data;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.oracle.labs.mlrg.olcut.provenance.Provenance;
import io.github.zlpr.core.Deviation;
import io.github.zlpr.core.RootLocale;
import java.util.Map;
import org.tribuo.protos.core.MeanStdDevTransformerProto;
import org.tribuo.protos.core.TransformerProto;
import org.tribuo.transform.TransformStatistics;
import org.tribuo.transform.Transformation;
import org.tribuo.transform.TransformationProvenance;
import org.tribuo.transform.Transformer;
import org.tribuo.transform.transformations.MeanStdDevTransformation;

/**
 * Brings each feature to mean 0 and standard deviation 1, and a constant one to 0.
 *
 * <p>A value x becomes (x − μ)/σ, with the mean μ and the standard deviation σ (over n − 1) of the
 * training data, as by Tribuo's {@link MeanStdDevTransformation}, to the same bits. That one
 * divides 0 by 0 where a column is constant in the training data; here every value of such a column
 * becomes 0, also one that the training data do not have. A column counts as constant if σ is not
 * above 10⁻¹²·|μ|, as in zlpr-spark.
 *
 * <p>The transformers in the model are Tribuo's own. Its provenance names this class, so a model
 * needs zlpr-data to be loaded.
 */
public final class Standardisation implements Transformation {

  /** For OLCUT and others; there is nothing to set. */
  public Standardisation() {}

  @Override
  public TransformStatistics createStats() {
    return new Statistics(new MeanStdDevTransformation(0.0, 1.0).createStats());
  }

  @Override
  public TransformationProvenance getProvenance() {
    return new StandardisationProvenance();
  }

  @Override
  public String toString() {
    return "Standardisation()";
  }

  /** Tribuo's statistics, whose transformer is changed where it would divide by 0. */
  private static final class Statistics implements TransformStatistics {
    private final TransformStatistics observed;

    Statistics(TransformStatistics observed) {
      this.observed = observed;
    }

    @Override
    public void observeValue(double value) {
      observed.observeValue(value);
    }

    @Override
    @Deprecated
    public void observeSparse() {
      observeSparse(1);
    }

    @Override
    public void observeSparse(int count) {
      observed.observeSparse(count);
    }

    @Override
    public Transformer generateTransformer() {
      Transformer transformer = observed.generateTransformer();
      TransformerProto message = RootLocale.call(transformer::serialize);
      try {
        MeanStdDevTransformerProto scale =
            message.getSerializedData().unpack(MeanStdDevTransformerProto.class);
        if (!Deviation.isNone(scale.getObservedMean(), scale.getObservedStdDev())) {
          return transformer;
        }
        // Over an infinite deviation every finite difference is 0.
        MeanStdDevTransformerProto constant =
            scale.toBuilder().setObservedStdDev(Double.POSITIVE_INFINITY).build();
        return Transformer.deserialize(
            message.toBuilder().setSerializedData(Any.pack(constant)).build());
      } catch (InvalidProtocolBufferException e) {
        throw new IllegalStateException("Tribuo's MeanStdDevTransformation has another form", e);
      }
    }
  }

  /** The provenance of a {@link Standardisation}, which has no settings. */
  public static final class StandardisationProvenance implements TransformationProvenance {
    private static final long serialVersionUID = 1L;

    StandardisationProvenance() {}

    /**
     * Restores the provenance of a loaded model.
     *
     * @param map the recorded provenances, which are none.
     */
    public StandardisationProvenance(Map<String, Provenance> map) {
      // There is nothing to restore.
    }

    @Override
    public String getClassName() {
      return Standardisation.class.getName();
    }

    @Override
    public Map<String, Provenance> getConfiguredParameters() {
      return Map.of();
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof StandardisationProvenance;
    }

    @Override
    public int hashCode() {
      return StandardisationProvenance.class.hashCode();
    }
  }
}
