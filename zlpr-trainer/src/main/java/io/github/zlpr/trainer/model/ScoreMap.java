package io.github.zlpr.trainer.model;

import java.io.Serializable;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.tribuo.classification.Label;
import org.tribuo.multilabel.ImmutableMultiLabelInfo;
import org.tribuo.multilabel.MultiLabel;

/**
 * The scores of all labels, as a prediction has them: from the name of a label to the label with
 * its score. Most of the time of a prediction would go into making these objects, of which few are
 * looked at, so each is made when it is asked for.
 */
final class ScoreMap extends AbstractMap<String, MultiLabel> implements Serializable {
  private static final long serialVersionUID = 1L;

  private final ImmutableMultiLabelInfo labels;
  private final String[] names;
  private final double[] scores;

  /**
   * Scores.
   *
   * @param labels the labels.
   * @param names their names by id.
   * @param scores their scores by id.
   */
  ScoreMap(ImmutableMultiLabelInfo labels, String[] names, double[] scores) {
    this.labels = labels;
    this.names = names;
    this.scores = scores;
  }

  private MultiLabel label(int id) {
    return new MultiLabel(new Label(names[id], scores[id]));
  }

  @Override
  public int size() {
    return names.length;
  }

  @Override
  public MultiLabel get(Object name) {
    int id = name instanceof String text ? labels.getID(text) : -1;
    return id < 0 ? null : label(id);
  }

  @Override
  public boolean containsKey(Object name) {
    return name instanceof String text && labels.getID(text) >= 0;
  }

  @Override
  public Set<Entry<String, MultiLabel>> entrySet() {
    return new AbstractSet<>() {
      @Override
      public Iterator<Entry<String, MultiLabel>> iterator() {
        return IntStream.range(0, names.length)
            .mapToObj(id -> Map.entry(names[id], label(id)))
            .iterator();
      }

      @Override
      public int size() {
        return names.length;
      }
    };
  }

  /** A serialised prediction needs no class of this project. */
  private Object writeReplace() {
    return new HashMap<>(this);
  }
}
