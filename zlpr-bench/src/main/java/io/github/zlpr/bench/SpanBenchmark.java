package io.github.zlpr.bench;

import io.github.zlpr.eval.BootstrapComparison.Difference;
import io.github.zlpr.eval.Interval;
import io.github.zlpr.loss.WeightedBinaryCrossEntropy;
import io.github.zlpr.span.ConllDataSource;
import io.github.zlpr.span.Pointers;
import io.github.zlpr.span.Sentence;
import io.github.zlpr.span.SpanDataSource;
import io.github.zlpr.span.SpanEvaluation;
import io.github.zlpr.span.SpanEvaluator;
import io.github.zlpr.span.SpanFeatures;
import io.github.zlpr.span.SpanTagger;
import io.github.zlpr.span.SpanTrainer;
import io.github.zlpr.span.TagColumns;
import io.github.zlpr.trainer.linear.LinearMultiLabelTrainer;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.tribuo.Example;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.classification.sgd.crf.CRFTrainer;
import org.tribuo.impl.ArrayExample;
import org.tribuo.math.optimisers.AdaGrad;
import org.tribuo.multilabel.MultiLabel;
import org.tribuo.sequence.IndependentSequenceTrainer;
import org.tribuo.sequence.MutableSequenceDataset;
import org.tribuo.sequence.SequenceExample;

/**
 * Finds the entities of WNUT-17 by spans with ZLPR and with binary cross-entropy, by pointers, and
 * by Tribuo's CRF with the same token features; prints F1 with its interval, how much each is
 * behind the first, and the seconds of training.
 *
 * <pre>
 *   java -Xmx6g -cp zlpr-bench/target/zlpr-bench.jar io.github.zlpr.bench.SpanBenchmark wnut17
 * </pre>
 *
 * <p>The argument is the folder of the data.
 */
public final class SpanBenchmark {

  private static final int CRF_EPOCHS = 5;

  private final SpanDataSource train;
  private final SpanDataSource development;
  private final SpanDataSource test;
  private final Pointers pointers = new Pointers(new SpanFeatures());
  private final SpanEvaluator evaluator = new SpanEvaluator().withBootstrap(1000, 0.95, 1L);

  private SpanBenchmark(Path folder) {
    train = new ConllDataSource(folder.resolve("wnut17train.conll"));
    development = new ConllDataSource(folder.resolve("emerging.dev.conll"));
    test = new ConllDataSource(folder.resolve("emerging.test.annotated"));
  }

  /**
   * Runs it.
   *
   * @param args the folder wnut17.
   */
  public static void main(String[] args) {
    new SpanBenchmark(Path.of(args[0])).run();
  }

  private void run() {
    Map<String, Supplier<SpanTagger>> taggers = new LinkedHashMap<>();
    taggers.put("spans, ZLPR", () -> spans(new SpanTrainer()));
    taggers.put(
        "spans, BCE",
        () -> spans(new SpanTrainer().withObjective(new WeightedBinaryCrossEntropy())));
    taggers.put("pointers, ZLPR", this::pointers);
    taggers.put("Tribuo's CRF", this::crf);
    SpanEvaluation first = null;
    for (Map.Entry<String, Supplier<SpanTagger>> entry : taggers.entrySet()) {
      long start = System.nanoTime();
      SpanTagger tagger = entry.getValue().get();
      double seconds = (System.nanoTime() - start) / 1e9;
      SpanEvaluation evaluation = evaluator.evaluate(tagger, test);
      first = first == null ? evaluation : first;
      Interval interval = evaluation.intervals().get("F1");
      Difference behind = evaluator.compare(first, evaluation).get("F1");
      System.out.printf(
          Locale.ROOT,
          "%-16s F1 %.4f [%.4f, %.4f]  behind the first %.4f [%.4f, %.4f]  %.1f s%n",
          entry.getKey(),
          evaluation.value("F1"),
          interval.lower(),
          interval.upper(),
          behind.value(),
          behind.interval().lower(),
          behind.interval().upper(),
          seconds);
    }
  }

  private SpanTagger spans(SpanTrainer trainer) {
    return trainer.train(train, development, Map.of());
  }

  private SpanTagger pointers() {
    return pointers.tagger(
        new IndependentSequenceTrainer<>(new LinearMultiLabelTrainer())
            .train(pointers.dataset(train)));
  }

  private SpanTagger crf() {
    MutableSequenceDataset<Label> dataset =
        new MutableSequenceDataset<>(train.getProvenance(), new LabelFactory());
    train.forEach(sentence -> dataset.add(tagged(sentence)));
    var model = new CRFTrainer(new AdaGrad(0.5), CRF_EPOCHS, 1L).train(dataset);
    return sentence ->
        TagColumns.spans(
            model.predict(tagged(sentence)).stream()
                .map(prediction -> prediction.getOutput().getLabel())
                .toList());
  }

  private SequenceExample<Label> tagged(Sentence sentence) {
    List<String> tags = TagColumns.of(sentence.size(), sentence.spans()).get(0);
    SequenceExample<Label> example = new SequenceExample<>();
    int i = 0;
    for (Example<MultiLabel> token : pointers.example(sentence)) {
      Example<Label> labelled = new ArrayExample<>(new Label(tags.get(i++)));
      token.forEach(labelled::add);
      example.addExample(labelled);
    }
    return example;
  }
}
