package io.github.zlpr.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import com.oracle.labs.mlrg.olcut.provenance.ProvenanceUtil;
import io.github.zlpr.core.RootLocale;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.tribuo.transform.TransformStatistics;
import org.tribuo.transform.Transformation;
import org.tribuo.transform.Transformer;
import org.tribuo.transform.transformations.MeanStdDevTransformation;

class StandardisationTest {

  private static Transformer transformer(Transformation transformation, double... values) {
    TransformStatistics statistics = transformation.createStats();
    for (double value : values) {
      statistics.observeValue(value);
    }
    return statistics.generateTransformer();
  }

  @Test
  void isTribuosTransformerToTheBit() {
    SplittableRandom random = new SplittableRandom(7);
    double[] values = random.doubles(1000, -3.0, 40.0).toArray();
    assertEquals(
        transformer(new MeanStdDevTransformation(0.0, 1.0), values),
        transformer(new Standardisation(), values));
    assertEquals(-1.0, transformer(new Standardisation(), 1.0, 2.0, 3.0).transform(1.0));
  }

  @Test
  void aConstantColumnBecomesZero() {
    for (double constant : new double[] {0.0, 5.0, -0.1, 1e300}) {
      Transformer transformer =
          transformer(new Standardisation(), constant, constant, constant, constant);
      for (double value : new double[] {constant, 0.0, -7.0, 1e9}) {
        assertEquals(0.0, transformer.transform(value), "value " + value + " of " + constant);
      }
    }
    assertEquals(0.0, transformer(new Standardisation(), 3.0).transform(4.0), "a single value");
  }

  @Test
  void whatRoundingLeavesOfAConstantColumnIsNoDeviation() {
    double[] values = new double[100];
    for (int i = 0; i < values.length; i++) {
      values[i] = i % 2 == 0 ? 1e6 : Math.nextUp(1e6);
    }
    assertEquals(0.0, transformer(new Standardisation(), values).transform(2e6));
    values[0] = 1e6 + 1.0;
    assertNotEquals(0.0, transformer(new Standardisation(), values).transform(2e6));
  }

  @Test
  void implicitZerosCount() {
    TransformStatistics statistics = new Standardisation().createStats();
    statistics.observeSparse(3);
    assertEquals(0.0, statistics.generateTransformer().transform(5.0));
  }

  @Test
  void aConstantColumnsTransformerIsSaved() {
    Transformer transformer = transformer(new Standardisation(), 2.0, 2.0);
    assertEquals(
        transformer, RootLocale.call(() -> Transformer.deserialize(transformer.serialize())));
  }

  @Test
  void isRestoredFromProvenance() {
    var provenance = new Standardisation().getProvenance();
    assertEquals(
        provenance,
        ProvenanceUtil.unmarshalProvenance(ProvenanceUtil.marshalProvenance(provenance)));
    assertEquals(Standardisation.class.getName(), provenance.getClassName());
  }
}
