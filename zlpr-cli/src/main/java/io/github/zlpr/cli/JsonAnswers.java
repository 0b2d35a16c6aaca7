package io.github.zlpr.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.zlpr.experiment.Reasons;
import java.util.List;
import java.util.Map;
import org.tribuo.classification.Label;

/**
 * Answers as JSON Lines, one object for each input:
 *
 * <pre>
 *   {"id":1,"known":true,"predicted":["a"],"scores":{"a":1.5},"why":{"a":[{"feature":"f","value":1.0,"part":2.0}]}}
 * </pre>
 *
 * A score that a model does not give is null.
 */
final class JsonAnswers implements AnswerWriter {

  private final ObjectMapper mapper = new ObjectMapper();

  @Override
  public String text(Line line) {
    ObjectNode node = mapper.createObjectNode();
    node.put("id", line.number());
    node.put("known", line.answer().isKnown());
    ArrayNode predicted = node.putArray("predicted");
    line.answer().predicted().forEach(label -> predicted.add(label.getLabel()));
    ObjectNode scores = node.putObject("scores");
    for (Label label : line.listed()) {
      put(scores, label.getLabel(), label.getScore());
    }
    if (!line.reasons().isEmpty()) {
      ObjectNode why = node.putObject("why");
      line.answer().predicted().forEach(label -> put(why, label.getLabel(), line.reasons()));
    }
    try {
      return mapper.writeValueAsString(node) + "\n";
    } catch (JsonProcessingException e) {
      throw new AssertionError("texts and numbers can be written", e);
    }
  }

  private static void put(ObjectNode why, String label, Map<String, List<Reasons.Part>> reasons) {
    ArrayNode parts = why.putArray(label);
    for (Reasons.Part part : reasons.getOrDefault(label, List.of())) {
      ObjectNode node = parts.addObject();
      node.put("feature", part.feature());
      put(node, "value", part.value());
      put(node, "part", part.part());
    }
  }

  private static void put(ObjectNode node, String name, double value) {
    if (Double.isFinite(value)) {
      node.put(name, value);
    } else {
      node.putNull(name);
    }
  }
}
