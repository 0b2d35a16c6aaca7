package io.github.zlpr.experiment;

import com.oracle.labs.mlrg.olcut.config.Configurable;
import com.oracle.labs.mlrg.olcut.config.ConfigurationData;
import com.oracle.labs.mlrg.olcut.config.ConfigurationManager;
import com.oracle.labs.mlrg.olcut.config.FieldType;
import com.oracle.labs.mlrg.olcut.config.Options;
import com.oracle.labs.mlrg.olcut.config.PropertyException;
import com.oracle.labs.mlrg.olcut.config.json.JsonConfigFactory;
import com.oracle.labs.mlrg.olcut.config.property.ListProperty;
import com.oracle.labs.mlrg.olcut.config.property.SimpleProperty;
import io.github.zlpr.core.Settings;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Loads OLCUT configurations, in XML or JSON, as the command line needs them. */
public final class Configurations {

  static {
    ConfigurationManager.addFileFormatFactory(new SafeXmlConfigFactory());
    ConfigurationManager.addFileFormatFactory(new JsonConfigFactory());
  }

  private Configurations() {}

  /**
   * Reads command line arguments and the configuration files they name.
   *
   * <p>XML with a DTD is refused. A single value that the command line gives for a property that is
   * a list becomes a list of one.
   *
   * @param arguments the arguments, with OLCUT's {@code -c FILE} and {@code --@component.property
   *     value}.
   * @param options receives the values of the options.
   * @return the configuration.
   * @throws com.oracle.labs.mlrg.olcut.config.ArgumentException if an argument is wrong.
   * @throws com.oracle.labs.mlrg.olcut.config.io.ConfigLoaderException if a file cannot be read.
   */
  public static ConfigurationManager load(String[] arguments, Options options) {
    ConfigurationManager manager = new ConfigurationManager(arguments, options);
    for (String component : manager.getComponentNames()) {
      manager.getConfigurationData(component).ifPresent(Configurations::wrapSingleValues);
    }
    return manager;
  }

  /**
   * Looks up a component of a given class.
   *
   * @param <T> the class.
   * @param manager the configuration.
   * @param name the name of the component.
   * @param type its class.
   * @return the component, configured.
   * @throws PropertyException if there is no such component, or it is of another class, or it or
   *     one of its parts is configured wrongly.
   */
  public static <T extends Configurable> T lookup(
      ConfigurationManager manager, String name, Class<T> type) {
    Configurable component = manager.lookup(name);
    if (!type.isInstance(component)) {
      throw new PropertyException(
          name, "is a " + component.getClass().getName() + ", expected a " + type.getName());
    }
    return type.cast(component);
  }

  private static void wrapSingleValues(ConfigurationData component) {
    for (var property : Map.copyOf(component.getProperties()).entrySet()) {
      if (property.getValue() instanceof SimpleProperty value
          && isList(component.getClassName(), property.getKey())) {
        component.add(property.getKey(), new ListProperty(List.of(value)));
      }
    }
  }

  private static boolean isList(String className, String property) {
    return fieldType(className, property)
        .filter(type -> FieldType.arrayTypes.contains(type) || FieldType.listTypes.contains(type))
        .isPresent();
  }

  private static Optional<FieldType> fieldType(String className, String property) {
    try {
      Class<?> type = Class.forName(className, false, Configurations.class.getClassLoader());
      return Settings.fields(type).stream()
          .filter(field -> field.getName().equals(property))
          .map(FieldType::getFieldType)
          .findFirst();
    } catch (ClassNotFoundException e) {
      return Optional.empty();
    }
  }
}
