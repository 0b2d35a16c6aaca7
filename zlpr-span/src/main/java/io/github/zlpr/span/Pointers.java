package io.github.zlpr.span;

import io.github.zlpr.core.Truth;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.tribuo.Example;
import org.tribuo.Feature;
import org.tribuo.Prediction;
import org.tribuo.classification.Label;
import org.tribuo.impl.ArrayExample;
import org.tribuo.multilabel.MultiLabel;
import org.tribuo.multilabel.MultiLabelFactory;
import org.tribuo.sequence.MutableSequenceDataset;
import org.tribuo.sequence.SequenceExample;
import org.tribuo.sequence.SequenceModel;

/**
 * Spans as labels of single tokens, on Tribuo's own sequence classes: a token has the label {@code
 * start:TYPE} if a span of the type begins there, and {@code end:TYPE} if one ends there. So any
 * multi-label trainer in Tribuo's {@code IndependentSequenceTrainer} learns to find spans; with
 * ZLPR there is no threshold to tune.
 *
 * <p>{@link #decode} pairs each start with the nearest end of its type, at it or behind it.
 *
 * <p>What pointers cannot tell apart:
 *
 * <ul>
 *   <li>Which end belongs to which start, where spans of one type are nested: of {@code [a [b] c]}
 *       they find {@code [a b]} and {@code [b]}.
 *   <li>Two spans of one type that begin, or end, with the same token.
 * </ul>
 *
 * A {@link SpanModel} can, because each span has a score of its own.
 *
 * <p>Source: the last section of 苏剑林, <a
 * href="https://kexue.fm/archives/7359">将“Softmax+交叉熵”推广到多标签分类问题</a> (2020): half pointer, half
 * annotation.
 */
public final class Pointers {

  private static final String START = "start:";
  private static final String END = "end:";

  private final SpanFeatures features;

  /**
   * Pointers.
   *
   * @param features makes the features of tokens: those of a token itself and of its surroundings.
   */
  public Pointers(SpanFeatures features) {
    this.features = features;
  }

  /**
   * A sentence as Tribuo's sequence trainers take it.
   *
   * @param sentence the sentence.
   * @return one example for each token, with the pointers of the spans that are marked.
   */
  public SequenceExample<MultiLabel> example(Sentence sentence) {
    WordViews words = new WordViews(sentence);
    List<Set<Label>> labels = new ArrayList<>();
    for (int i = 0; i < sentence.size(); i++) {
      labels.add(new HashSet<>());
    }
    for (Span span : sentence.spans()) {
      labels.get(span.start()).add(new Label(START + span.type()));
      labels.get(span.end() - 1).add(new Label(END + span.type()));
    }
    SequenceExample<MultiLabel> example = new SequenceExample<>();
    for (int i = 0; i < sentence.size(); i++) {
      Example<MultiLabel> token = new ArrayExample<>(new MultiLabel(Set.copyOf(labels.get(i))));
      FeatureSink sink = new FeatureSpace.Names(features, name -> add(name, token));
      features.ofToken(words, i, sink);
      features.ofContext(words, i, sink);
      example.addExample(token);
    }
    return example;
  }

  private static void add(String name, Example<MultiLabel> token) {
    token.add(new Feature(name, 1.0));
  }

  /**
   * A data set for Tribuo's sequence trainers.
   *
   * @param data the sentences.
   * @return their examples.
   */
  public MutableSequenceDataset<MultiLabel> dataset(SpanDataSource data) {
    MutableSequenceDataset<MultiLabel> dataset =
        new MutableSequenceDataset<>(data.getProvenance(), new MultiLabelFactory());
    data.forEach(sentence -> dataset.add(example(sentence)));
    return dataset;
  }

  /**
   * A sequence model as a tagger.
   *
   * @param model a model of a {@link #dataset}.
   * @return finds the spans of a sentence.
   */
  public SpanTagger tagger(SequenceModel<MultiLabel> model) {
    return sentence -> decode(model.predict(example(sentence)));
  }

  /**
   * The spans of predicted pointers.
   *
   * @param predictions the prediction for each token.
   * @return for each start, the span to the nearest end of its type, at it or behind it, in the
   *     order of spans; a start without an end, or an end without a start, gives none.
   */
  public static List<Span> decode(List<Prediction<MultiLabel>> predictions) {
    List<Span> spans = new ArrayList<>();
    for (int start = 0; start < predictions.size(); start++) {
      for (String label : Truth.names(predictions.get(start).getOutput())) {
        if (label.startsWith(START)) {
          String type = label.substring(START.length());
          int end = end(predictions, start, type);
          if (end > start) {
            spans.add(new Span(start, end, type));
          }
        }
      }
    }
    return List.copyOf(new TreeSet<>(spans));
  }

  /** The place behind the nearest end of a type, 0 if there is none. */
  private static int end(List<Prediction<MultiLabel>> predictions, int start, String type) {
    for (int i = start; i < predictions.size(); i++) {
      if (predictions.get(i).getOutput().getNameSet().contains(END + type)) {
        return i + 1;
      }
    }
    return 0;
  }
}
