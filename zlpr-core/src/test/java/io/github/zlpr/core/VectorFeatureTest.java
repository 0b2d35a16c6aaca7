package io.github.zlpr.core;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class VectorFeatureTest {

  @Test
  void theOrderOfNamesIsThatOfComponents() {
    String[] names = VectorFeature.names("encoder", 384);
    assertEquals("vector:encoder[007]", names[7]);
    String[] sorted = names.clone();
    Arrays.sort(sorted);
    assertEquals(Arrays.asList(names), Arrays.asList(sorted));
  }

  @Test
  void aComponentKnowsItsVector() {
    assertEquals(Optional.of("encoder"), VectorFeature.vector("vector:encoder[007]"));
    assertEquals(Optional.empty(), VectorFeature.vector("vector"));
    assertEquals(Optional.empty(), VectorFeature.vector("x[7]"));
  }
}
