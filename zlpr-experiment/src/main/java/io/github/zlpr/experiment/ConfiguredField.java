package io.github.zlpr.experiment;

import com.oracle.labs.mlrg.olcut.config.Configurable;
import com.oracle.labs.mlrg.olcut.config.FieldType;
import com.oracle.labs.mlrg.olcut.config.PropertySheet;
import io.github.zlpr.core.Settings;
import java.lang.reflect.Field;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A field of a class that OLCUT configures.
 *
 * @param field the field.
 */
record ConfiguredField(Field field) {

  private static final Set<FieldType> LOCATIONS =
      EnumSet.of(FieldType.PATH, FieldType.FILE, FieldType.URL);

  /** The field of a property; nothing if there is no such class or property. */
  static Optional<ConfiguredField> of(String className, String property) {
    return fields(className).stream()
        .filter(field -> field.getName().equals(property))
        .findFirst()
        .map(ConfiguredField::new);
  }

  /** The names of the properties of a class, sorted; none if there is no such class. */
  static Set<String> names(String className) {
    Set<String> names = new TreeSet<>();
    fields(className).forEach(field -> names.add(field.getName()));
    return names;
  }

  private static List<Field> fields(String className) {
    try {
      return Settings.fields(
          Class.forName(className, false, ConfiguredField.class.getClassLoader()));
    } catch (ClassNotFoundException | LinkageError e) {
      return List.of();
    }
  }

  /** Its type; nothing if it is of none that OLCUT can configure. */
  Optional<FieldType> type() {
    return Optional.ofNullable(FieldType.getFieldType(field));
  }

  /** Whether it has many values in an order. */
  boolean isList() {
    return type()
        .filter(type -> FieldType.arrayTypes.contains(type) || FieldType.listTypes.contains(type))
        .isPresent();
  }

  /** Whether it has values by name. */
  boolean isMap() {
    return type().filter(FieldType.mapTypes::contains).isPresent();
  }

  /** Whether it says where a file is. */
  boolean isLocation() {
    return type().filter(LOCATIONS::contains).isPresent();
  }

  /** Whether its values are the names of other components. */
  boolean namesComponents() {
    return type().filter(FieldType.configurableTypes::contains).isPresent()
        || ((isList() || isMap())
            && PropertySheet.getGenericClass(field).stream()
                .anyMatch(Configurable.class::isAssignableFrom));
  }
}
