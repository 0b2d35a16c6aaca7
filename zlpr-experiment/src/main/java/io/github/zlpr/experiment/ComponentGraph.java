package io.github.zlpr.experiment;

import com.oracle.labs.mlrg.olcut.config.ConfigurationData;
import com.oracle.labs.mlrg.olcut.config.ConfigurationManager;
import com.oracle.labs.mlrg.olcut.config.PropertyException;
import com.oracle.labs.mlrg.olcut.config.property.ListProperty;
import com.oracle.labs.mlrg.olcut.config.property.MapProperty;
import com.oracle.labs.mlrg.olcut.config.property.Property;
import com.oracle.labs.mlrg.olcut.config.property.SimpleProperty;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which components of a configuration need which others. */
final class ComponentGraph {

  private final ConfigurationManager manager;
  private final Set<String> done = new HashSet<>();
  private final Deque<String> way = new ArrayDeque<>();

  private ComponentGraph(ConfigurationManager manager) {
    this.manager = manager;
  }

  /**
   * Refuses a component that needs itself, which OLCUT would build without end, or one whose class
   * is not there.
   *
   * @throws PropertyException that names the circle, or the class.
   */
  static void check(ConfigurationManager manager, String component) {
    new ComponentGraph(manager).visit(component);
  }

  private void visit(String component) {
    if (way.contains(component)) {
      throw new PropertyException(component, "needs itself: " + Circles.name(way, component));
    }
    ConfigurationData data = manager.getConfigurationData(component).orElse(null);
    if (data == null || !done.add(component)) {
      return;
    }
    ComponentClass.require(data);
    way.addLast(component);
    for (Map.Entry<String, Property> property : data.getProperties().entrySet()) {
      if (ConfiguredField.of(data.getClassName(), property.getKey())
          .filter(ConfiguredField::namesComponents)
          .isPresent()) {
        values(property.getValue()).forEach(value -> visit(value.getValue()));
      }
    }
    way.removeLast();
  }

  private static Collection<SimpleProperty> values(Property property) {
    if (property instanceof ListProperty list) {
      return list.getSimpleList();
    }
    if (property instanceof MapProperty map) {
      return map.getMap().values();
    }
    return property instanceof SimpleProperty value ? List.of(value) : List.of();
  }
}
