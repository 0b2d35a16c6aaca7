package io.github.zlpr.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.oracle.labs.mlrg.olcut.config.Config;
import com.oracle.labs.mlrg.olcut.config.Configurable;
import com.oracle.labs.mlrg.olcut.config.PropertyException;
import java.util.List;
import org.junit.jupiter.api.Test;

class SettingsTest {

  @SuppressWarnings("unused") // by reflection
  private static class Base implements Configurable {
    @Config private final double rate = 0.5;
    private final int notConfigured = 1;

    @Override
    public String toString() {
      return Settings.describe(this) + notConfigured;
    }
  }

  @SuppressWarnings("unused") // by reflection
  private static final class Derived extends Base {
    @Config private final int[] cutoffs = {1, 5};
    @Config private final String name = null;
    @Config private final Base inner = new Base();
  }

  @Test
  void describesTheConfiguredPropertiesOfAllClasses() {
    assertEquals(
        "Derived(rate=0.5,cutoffs=[1, 5],name=null,inner=Base(rate=0.5)1)1",
        new Derived().toString());
    assertEquals(
        List.of("rate", "cutoffs", "name", "inner"),
        List.copyOf(Settings.of(new Derived()).keySet()));
  }

  @Test
  void refusesAValueOutsideItsRangeByName() {
    PropertyException refused =
        assertThrows(PropertyException.class, () -> Settings.checkCount("k", 0));
    assertEquals("k must be at least 1, found 0", refused.getMsg());
    assertThrows(PropertyException.class, () -> Settings.checkPositive("scale", Double.NaN));
    assertThrows(
        PropertyException.class, () -> Settings.checkFinite("margin", Double.POSITIVE_INFINITY));
  }
}
