package io.github.zlpr.data;

import com.oracle.labs.mlrg.olcut.config.Config;
import com.oracle.labs.mlrg.olcut.config.PropertyException;
import io.github.zlpr.core.Seeds;
import io.github.zlpr.core.Settings;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.tribuo.ConfigurableDataSource;
import org.tribuo.Example;
import org.tribuo.OutputFactory;
import org.tribuo.Trainer;
import org.tribuo.multilabel.MultiLabel;
import org.tribuo.provenance.DataSourceProvenance;

/**
 * One part of a random split of another data source.
 *
 * <p>Of n examples the training part has round(trainProportion · n), chosen by the seed alone; the
 * test part has the others. Both keep the order of the source. Two components with the same source,
 * proportion and seed and the parts {@code train} and {@code test} make a split that can be rebuilt
 * from provenance, which Tribuo's {@code TrainTestSplitter} cannot.
 */
public final class SplitDataSource implements ConfigurableDataSource<MultiLabel> {

  @Config(mandatory = true, description = "The data source to split.")
  private ConfigurableDataSource<MultiLabel> source;

  @Config(description = "Share of the examples in the training part, above 0 and below 1.")
  private double trainProportion = 0.7;

  @Config(description = "Seed of the split.")
  private long seed = Trainer.DEFAULT_SEED;

  @Config(mandatory = true, description = "The part to deliver: train or test.")
  private String part;

  /** Used by the OLCUT configuration system. */
  private SplitDataSource() {}

  /**
   * One part of a split.
   *
   * @param source the source to split.
   * @param trainProportion share of the examples in the training part, above 0 and below 1.
   * @param seed seed of the split.
   * @param part {@code train} or {@code test}.
   * @throws PropertyException if the proportion or the part is none.
   */
  public SplitDataSource(
      ConfigurableDataSource<MultiLabel> source, double trainProportion, long seed, String part) {
    this.source = source;
    this.trainProportion = trainProportion;
    this.seed = seed;
    this.part = part;
    postConfig();
  }

  /** Used by the OLCUT configuration system, and should not be called by external code. */
  @Override
  public void postConfig() {
    Settings.check(
        trainProportion > 0.0 && trainProportion < 1.0,
        "trainProportion",
        trainProportion,
        "above 0 and below 1");
    Settings.check(part.equals("train") || part.equals("test"), "part", part, "train or test");
  }

  @Override
  public Iterator<Example<MultiLabel>> iterator() {
    List<Example<MultiLabel>> all = new ArrayList<>();
    TableSource.of(source).forEach(all::add);
    BitSet train = chooseTrain(all.size());
    List<Example<MultiLabel>> chosen = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      if (train.get(i) == part.equals("train")) {
        chosen.add(all.get(i));
      }
    }
    return chosen.iterator();
  }

  private BitSet chooseTrain(int size) {
    int[] order = Seeds.permutation(size, seed);
    BitSet train = new BitSet(size);
    long trainSize = Math.round(trainProportion * size);
    for (int i = 0; i < trainSize; i++) {
      train.set(order[i]);
    }
    return train;
  }

  @Override
  public OutputFactory<MultiLabel> getOutputFactory() {
    return source.getOutputFactory();
  }

  @Override
  public DataSourceProvenance getProvenance() {
    return new FileDataSourceProvenance(this, Map.of());
  }

  @Override
  public String toString() {
    return Settings.describe(this);
  }
}
