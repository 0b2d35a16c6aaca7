package io.github.zlpr.experiment;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.oracle.labs.mlrg.olcut.config.io.ConfigLoader;
import com.oracle.labs.mlrg.olcut.config.io.ConfigLoaderException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Checks OLCUT's JSON form and completes it: a number or a truth value becomes a text, an item of a
 * list an object {@code {"item": …}}.
 */
final class ConfigurationJson {

  private static final ObjectMapper MAPPER =
      new ObjectMapper()
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private final String name;

  private ConfigurationJson(String name) {
    this.name = name;
  }

  static ConfigurationFormat.Checked check(byte[] content, String name) {
    try {
      ConfigurationJson json = new ConfigurationJson(name);
      JsonNode root = MAPPER.readTree(content);
      ObjectNode config =
          json.object(json.object(root, "the file").get(ConfigLoader.CONFIG), ConfigLoader.CONFIG);
      List<String> includes = json.takeIncludes(config);
      json.completeGlobals(config);
      Set<String> own = new HashSet<>();
      Set<String> bases = new HashSet<>();
      for (JsonNode node : json.array(config, ConfigLoader.COMPONENTS)) {
        ObjectNode component = json.object(node, "a component");
        json.completeComponent(component);
        String base = component.path(ConfigLoader.INHERIT).asText();
        if (!base.isEmpty() && !own.contains(base)) {
          bases.add(base);
        }
        own.add(component.get(ConfigLoader.NAME).asText());
      }
      byte[] completed = MAPPER.writeValueAsBytes(root);
      return new ConfigurationFormat.Checked(
          () -> new ByteArrayInputStream(completed), includes, bases);
    } catch (JsonProcessingException e) {
      throw new ConfigLoaderException(
          e, name + ":" + e.getLocation().getLineNr() + ": " + message(e));
    } catch (IOException e) {
      throw new ConfigLoaderException(e, name + ": " + e.getMessage());
    }
  }

  /** Without the place where what is not closed began, which is one of bytes. */
  private static String message(JsonProcessingException failure) {
    return failure.getOriginalMessage().replaceFirst("(?s) \\(start marker.*", "");
  }

  private List<String> takeIncludes(ObjectNode config) {
    List<String> includes = new ArrayList<>();
    for (JsonNode include : array(config, ConfigLoader.FILES)) {
      includes.add(text(include.get(ConfigLoader.VALUE), "an include's value"));
    }
    config.remove(ConfigLoader.FILES);
    return includes;
  }

  private void completeGlobals(ObjectNode config) {
    JsonNode globals = config.get(ConfigLoader.GLOBALPROPERTIES);
    if (globals != null) {
      completeTexts(object(globals, ConfigLoader.GLOBALPROPERTIES));
    }
  }

  private void completeComponent(ObjectNode component) {
    String owner = text(component.get(ConfigLoader.NAME), "a component's name");
    JsonNode properties = component.get(ConfigLoader.PROPERTIES);
    if (properties == null) {
      return;
    }
    for (Map.Entry<String, JsonNode> property :
        object(properties, owner + "." + ConfigLoader.PROPERTIES).properties()) {
      String place = owner + "." + property.getKey();
      if (property.getValue() instanceof ArrayNode list) {
        completeItems(list, place);
      } else if (property.getValue() instanceof ObjectNode map) {
        completeTexts(map);
      } else {
        property.setValue(MAPPER.getNodeFactory().textNode(text(property.getValue(), place)));
      }
    }
  }

  private void completeItems(ArrayNode list, String place) {
    for (int i = 0; i < list.size(); i++) {
      if (list.get(i) instanceof ObjectNode item) {
        completeTexts(item);
      } else {
        list.set(i, MAPPER.createObjectNode().put(ConfigLoader.ITEM, text(list.get(i), place)));
      }
    }
  }

  private void completeTexts(ObjectNode object) {
    for (Map.Entry<String, JsonNode> entry : object.properties()) {
      entry.setValue(MAPPER.getNodeFactory().textNode(text(entry.getValue(), entry.getKey())));
    }
  }

  private String text(JsonNode node, String place) {
    if (node == null || !node.isValueNode() || node.isNull()) {
      throw new ConfigLoaderException(
          name + ": " + place + " must be a text or a number, found " + node);
    }
    return node.asText();
  }

  private ObjectNode object(JsonNode node, String place) {
    if (node instanceof ObjectNode object) {
      return object;
    }
    throw new ConfigLoaderException(name + ": " + place + " must be an object, found " + node);
  }

  private ArrayNode array(ObjectNode config, String key) {
    JsonNode node = config.get(key);
    if (node == null || node instanceof ArrayNode) {
      return node == null ? MAPPER.createArrayNode() : (ArrayNode) node;
    }
    throw new ConfigLoaderException(name + ": " + key + " must be a list, found " + node);
  }
}
