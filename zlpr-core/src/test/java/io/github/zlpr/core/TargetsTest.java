package io.github.zlpr.core;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.tribuo.MutableOutputInfo;
import org.tribuo.classification.Label;
import org.tribuo.multilabel.MultiLabel;
import org.tribuo.multilabel.MultiLabelFactory;

class TargetsTest {

  private static final Label A = new Label("a");

  private static Targets of(Label... labels) {
    MutableOutputInfo<MultiLabel> info = new MultiLabelFactory().generateInfo();
    for (String name : List.of("a", "b", "c", "d")) {
      info.observe(new MultiLabel(name));
    }
    return Targets.of(new MultiLabel(Set.of(labels)), info.generateImmutableOutputInfo());
  }

  @Test
  void aLabelWithoutScoreHasTarget1() {
    Targets targets = of(A, new Label("c"), new Label("d", 1.0), new Label("b", 0.0));
    assertEquals(3, targets.ids().length);
    assertTrue(targets.ids()[0] < targets.ids()[1] && targets.ids()[1] < targets.ids()[2]);
    assertNull(targets.values());
    assertArrayEquals(targets.ids(), targets.trueIds());
  }

  @Test
  void softTargetsKeepTheirValuesAndAreTrueAboveOneHalf() {
    Targets targets = Targets.of(new int[] {1, 3, 4, 7}, new double[] {0.5, 0.0, 0.75, 1.0});
    assertArrayEquals(new int[] {1, 4, 7}, targets.ids());
    assertArrayEquals(new double[] {0.5, 0.75, 1.0}, targets.values());
    assertArrayEquals(new int[] {4, 7}, targets.trueIds());
  }

  @Test
  void wrongTargetsAreRefused() {
    assertRefused("label 'b' has target 1.5, expected it in [0, 1]", () -> of(new Label("b", 1.5)));
    assertRefused("label 'z' is not in the data set's domain", () -> of(new Label("z")));
    assertRefused(
        "label 2 has target NaN, expected it in [0, 1]",
        () -> Targets.of(new int[] {2}, new double[] {Double.NaN}));
    assertRefused(
        "label id 2 after 2: targets must be increasing ids in [0, 2147483647)",
        () -> Targets.of(new int[] {2, 2}, null));
  }

  @Test
  void truthIsSaidOnce() {
    assertTrue(Truth.isTrue(A));
    assertEquals(
        List.of("a", "d"),
        List.copyOf(
            Truth.names(
                new MultiLabel(
                    Set.of(new Label("d", 0.75), A, new Label("b", 0.5), new Label("c", 0.0))))));
  }

  private static void assertRefused(String message, Runnable call) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, call::run).getMessage());
  }
}
