package io.github.zlpr.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.oracle.labs.mlrg.olcut.config.ConfigurationManager;
import com.oracle.labs.mlrg.olcut.config.PropertyException;
import com.oracle.labs.mlrg.olcut.provenance.ProvenanceUtil;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tribuo.ConfigurableDataSource;
import org.tribuo.multilabel.MultiLabel;

class SplitDataSourceTest {

  @TempDir private Path directory;
  private ArffDataSource source;

  @BeforeEach
  void writeSource() throws Exception {
    source = TestData.write(directory, 103, 1);
  }

  private List<Double> ids(double trainProportion, long seed, String part) {
    return TestData.ids(new SplitDataSource(source, trainProportion, seed, part));
  }

  @Test
  void partsAreTheWholeInOrder() {
    List<Double> train = ids(0.7, 5, "train");
    List<Double> test = ids(0.7, 5, "test");
    assertEquals(72, train.size());
    assertEquals(train.stream().sorted().toList(), train);
    assertEquals(test.stream().sorted().toList(), test);
    List<Double> union = new ArrayList<>(train);
    union.addAll(test);
    assertEquals(
        IntStream.range(0, 103).mapToObj(i -> (double) i).toList(),
        union.stream().sorted().toList());
  }

  @Test
  void theSeedDecides() {
    assertEquals(ids(0.5, 1, "train"), ids(0.5, 1, "train"));
    assertNotEquals(ids(0.5, 1, "train"), ids(0.5, 2, "train"));
  }

  @Test
  void isRebuiltFromProvenance() {
    SplitDataSource split = new SplitDataSource(source, 0.25, 9, "test");
    var components = ProvenanceUtil.extractConfiguration(split.getProvenance());
    ConfigurationManager manager = new ConfigurationManager();
    manager.addConfiguration(components);
    @SuppressWarnings("unchecked") // It was extracted from one.
    var rebuilt = (ConfigurableDataSource<MultiLabel>) manager.lookup(components.get(0).getName());
    assertEquals(TestData.ids(split), TestData.ids(rebuilt));
    assertEquals(split.toString(), rebuilt.toString());
  }

  @Test
  void refusesBadParameters() {
    assertRefused("trainProportion", 0.0, "train");
    assertRefused("trainProportion", 1.0, "train");
    assertRefused("trainProportion", Double.NaN, "train");
    assertRefused("part", 0.5, "rest");
  }

  private void assertRefused(String property, double trainProportion, String part) {
    PropertyException e =
        assertThrows(
            PropertyException.class, () -> new SplitDataSource(source, trainProportion, 1, part));
    assertEquals(property, e.getProperty());
    assertTrue(e.getMessage().contains("found"), e.getMessage());
  }
}
