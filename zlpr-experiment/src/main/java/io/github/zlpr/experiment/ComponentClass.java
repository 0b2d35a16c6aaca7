package io.github.zlpr.experiment;

import com.oracle.labs.mlrg.olcut.config.ConfigurationData;
import com.oracle.labs.mlrg.olcut.config.PropertyException;
import java.util.List;
import java.util.Optional;

/** The class of a component, which a configuration gives by its full name. */
final class ComponentClass {

  /** Where what configurations name lies. */
  private static final List<String> PACKAGES =
      List.of(
          "io.github.zlpr.data",
          "io.github.zlpr.eval",
          "io.github.zlpr.experiment",
          "io.github.zlpr.experiment.comparison",
          "io.github.zlpr.loss",
          "io.github.zlpr.span",
          "io.github.zlpr.text",
          "io.github.zlpr.trainer.linear",
          "io.github.zlpr.trainer.rule",
          "io.github.zlpr.trainer.sparse",
          "org.tribuo.data.columnar.processors.field",
          "org.tribuo.data.columnar.processors.response",
          "org.tribuo.data.csv",
          "org.tribuo.data.sql",
          "org.tribuo.data.text.impl",
          "org.tribuo.datasource",
          "org.tribuo.json",
          "org.tribuo.multilabel",
          "org.tribuo.multilabel.ensemble",
          "org.tribuo.multilabel.sgd.linear",
          "org.tribuo.multilabel.sgd.objectives",
          "org.tribuo.transform",
          "org.tribuo.transform.transformations");

  /** In a jar of its own. */
  private static final String ENCODERS = "io.github.zlpr.text.";

  private ComponentClass() {}

  /**
   * Refuses a component whose class is not there.
   *
   * @throws PropertyException that names a class of the same simple name, if there is one.
   */
  static void require(ConfigurationData component) {
    String name = component.getClassName();
    if (!exists(name)) {
      String simpleName = name.substring(name.lastIndexOf('.') + 1);
      Optional<String> similar =
          PACKAGES.stream()
              .map(candidate -> candidate + "." + simpleName)
              .filter(ComponentClass::exists)
              .findFirst();
      throw new PropertyException(
          component.getName(),
          "there is no class "
              + name
              + " on the class path"
              + similar.map(found -> ", but " + found).orElse("")
              + (name.startsWith(ENCODERS) ? "; zlpr-text.jar has it" : ""));
    }
  }

  private static boolean exists(String name) {
    try {
      Class.forName(name, false, ComponentClass.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException | LinkageError e) {
      return false;
    }
  }
}
