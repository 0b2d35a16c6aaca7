package io.github.zlpr.experiment.comparison;

import com.oracle.labs.mlrg.olcut.config.Config;
import com.oracle.labs.mlrg.olcut.config.Configurable;
import com.oracle.labs.mlrg.olcut.config.PropertyException;
import com.oracle.labs.mlrg.olcut.provenance.ConfiguredObjectProvenance;
import com.oracle.labs.mlrg.olcut.provenance.Provenancable;
import com.oracle.labs.mlrg.olcut.provenance.impl.ConfiguredObjectProvenanceImpl;
import io.github.zlpr.core.Settings;
import org.tribuo.ConfigurableDataSource;
import org.tribuo.Trainer;
import org.tribuo.multilabel.MultiLabel;
import org.tribuo.transform.TransformTrainer;
import org.tribuo.transform.TransformationMap;

/** One of the data sets on which a comparison compares. */
public final class ComparedData implements Configurable, Provenancable<ConfiguredObjectProvenance> {

  @Config(mandatory = true, description = "The name in the reports.")
  private String name;

  @Config(mandatory = true, description = "The training data.")
  private ConfigurableDataSource<MultiLabel> trainData;

  @Config(mandatory = true, description = "The test data.")
  private ConfigurableDataSource<MultiLabel> testData;

  @Config(
      description =
          "On how many disjoint parts of the training data, each held out in turn, learning rates"
              + " are chosen, at least 1; more for small data.")
  private int folds = 1;

  @Config(
      description =
          "Transformations of the features, fitted on the training data, such as standardisation.")
  private TransformationMap transformations;

  /** Used by the OLCUT configuration system. */
  private ComparedData() {}

  /**
   * A data set.
   *
   * @param name the name in the reports.
   * @param trainData the training data.
   * @param testData the test data.
   * @param transformations transformations of the features, or null for none.
   * @param folds on how many disjoint held-out parts learning rates are chosen, at least 1.
   * @throws PropertyException if the name is blank or there is no fold.
   */
  public ComparedData(
      String name,
      ConfigurableDataSource<MultiLabel> trainData,
      ConfigurableDataSource<MultiLabel> testData,
      TransformationMap transformations,
      int folds) {
    this.name = name;
    this.trainData = trainData;
    this.testData = testData;
    this.transformations = transformations;
    this.folds = folds;
    postConfig();
  }

  /** Used by the OLCUT configuration system, and should not be called by external code. */
  @Override
  public void postConfig() {
    if (name.isBlank()) {
      throw new PropertyException("", "name", "a data set needs a name");
    }
    Settings.checkCount("folds", folds);
  }

  /**
   * The name in the reports.
   *
   * @return not blank.
   */
  public String name() {
    return name;
  }

  ConfigurableDataSource<MultiLabel> trainData() {
    return trainData;
  }

  ConfigurableDataSource<MultiLabel> testData() {
    return testData;
  }

  int folds() {
    return folds;
  }

  /** The trainer, with the transformations before it. */
  Trainer<MultiLabel> transforming(Trainer<MultiLabel> trainer) {
    return transformations == null ? trainer : new TransformTrainer<>(trainer, transformations);
  }

  /** Configuration and files. The hashes of the files are computed at each call. */
  @Override
  public ConfiguredObjectProvenance getProvenance() {
    return new ConfiguredObjectProvenanceImpl(this, "ComparedData");
  }
}
