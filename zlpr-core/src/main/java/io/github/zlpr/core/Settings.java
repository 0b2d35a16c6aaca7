package io.github.zlpr.core;

import com.oracle.labs.mlrg.olcut.config.Config;
import com.oracle.labs.mlrg.olcut.config.Configurable;
import com.oracle.labs.mlrg.olcut.config.PropertyException;
import com.oracle.labs.mlrg.olcut.provenance.Provenancable;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The configured properties of components: range checks with one wording, and their values. */
public final class Settings {

  private Settings() {}

  /**
   * Refuses a parameter that is out of its range.
   *
   * @param inRange whether the value is allowed; write it so that NaN is not.
   * @param property the name of the property.
   * @param value its value.
   * @param range what is allowed, to follow "must be".
   * @throws PropertyException if the value is out of range.
   */
  public static void check(boolean inRange, String property, Object value, String range) {
    if (!inRange) {
      throw new PropertyException(
          "", property, property + " must be " + range + ", found " + value);
    }
  }

  /**
   * Refuses NaN and infinities.
   *
   * @param property the name of the property.
   * @param value its value.
   * @throws PropertyException if the value is not finite.
   */
  public static void checkFinite(String property, double value) {
    check(Double.isFinite(value), property, value, "a finite number");
  }

  /**
   * Refuses NaN, infinities, zero and negative numbers.
   *
   * @param property the name of the property.
   * @param value its value.
   * @throws PropertyException if the value is not finite and above 0.
   */
  public static void checkPositive(String property, double value) {
    check(value > 0.0 && Double.isFinite(value), property, value, "finite and above 0");
  }

  /**
   * Refuses numbers of labels below 1.
   *
   * @param property the name of the property.
   * @param value its value.
   * @throws PropertyException if the value is below 1.
   */
  public static void checkCount(String property, int value) {
    check(value >= 1, property, value, "at least 1");
  }

  /**
   * The configured properties of a component: its fields with {@link Config}, those of superclasses
   * first, else in the order of their declaration.
   *
   * @param component the component.
   * @return name to value; a value may be null.
   */
  public static Map<String, Object> of(Configurable component) {
    Map<String, Object> properties = new LinkedHashMap<>();
    for (Field field : fields(component.getClass())) {
      properties.put(field.getName(), value(component, field));
    }
    return properties;
  }

  /**
   * The fields of a class that are configured properties.
   *
   * @param type the class.
   * @return its fields with {@link Config}, those of superclasses first, else in the order of their
   *     declaration.
   */
  public static List<Field> fields(Class<?> type) {
    List<Field> fields =
        new ArrayList<>(type.getSuperclass() == null ? List.of() : fields(type.getSuperclass()));
    for (Field field : type.getDeclaredFields()) {
      if (field.isAnnotationPresent(Config.class)) {
        fields.add(field);
      }
    }
    return fields;
  }

  private static Object value(Configurable component, Field field) {
    try {
      field.setAccessible(true);
      return field.get(component);
    } catch (IllegalAccessException e) {
      throw new AssertionError("the field has been made accessible", e);
    }
  }

  /**
   * A component with its configured properties, for {@code toString}.
   *
   * <p>Example: {@code SubsetSoftmax(k=3)}.
   *
   * @param component the component.
   * @return the simple name of its class and, in parentheses, {@code name=value} for each property,
   *     joined by commas. Arrays are written as lists.
   */
  public static String describe(Configurable component) {
    return of(component).entrySet().stream()
        .map(property -> property.getKey() + "=" + describeValue(property.getValue()))
        .collect(Collectors.joining(",", component.getClass().getSimpleName() + "(", ")"));
  }

  private static String describeValue(Object value) {
    if (value == null || !value.getClass().isArray()) {
      return String.valueOf(value);
    }
    return IntStream.range(0, Array.getLength(value))
        .mapToObj(i -> describeValue(Array.get(value, i)))
        .toList()
        .toString();
  }

  /**
   * The properties that determine what a component gives: all but those {@link WithoutEffect}. Two
   * components of the same class with the same text give the same.
   *
   * <p>Components in properties are written as their provenance, which names all of their
   * properties.
   *
   * @param component the component.
   * @return {@code name=value} for each of these properties, joined by commas.
   */
  public static String fingerprint(Configurable component) {
    return fields(component.getClass()).stream()
        .filter(field -> !field.isAnnotationPresent(WithoutEffect.class))
        .map(field -> field.getName() + "=" + fingerprintOfValue(value(component, field)))
        .collect(Collectors.joining(","));
  }

  private static String fingerprintOfValue(Object value) {
    return value instanceof Provenancable<?> component
        ? component.getProvenance().toString()
        : describeValue(value);
  }

  /**
   * Copies all configured properties.
   *
   * @param <C> the class of the components.
   * @param source where they are read.
   * @param target where they are set; its {@code postConfig} is not called.
   */
  public static <C extends Configurable> void copy(C source, C target) {
    for (Field field : fields(source.getClass())) {
      try {
        field.setAccessible(true);
        field.set(target, field.get(source));
      } catch (IllegalAccessException e) {
        throw new AssertionError("the field has been made accessible", e);
      }
    }
  }
}
