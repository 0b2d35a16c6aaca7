package io.github.zlpr.cli;

import com.oracle.labs.mlrg.olcut.config.ArgumentException;
import com.oracle.labs.mlrg.olcut.config.Configurable;
import com.oracle.labs.mlrg.olcut.config.ConfigurationManager;
import com.oracle.labs.mlrg.olcut.config.Option;
import com.oracle.labs.mlrg.olcut.config.Options;
import com.oracle.labs.mlrg.olcut.config.PropertyException;
import io.github.zlpr.experiment.Configurations;
import io.github.zlpr.experiment.Experiment;
import io.github.zlpr.span.SpanExperiment;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The arguments of a command, but for its options.
 *
 * <p>Options are OLCUT's, but a value is one value, whatever is in it: commas and backslashes in a
 * path are no more than that. {@code --name=value} is {@code --name value}, a truth value needs
 * none, and {@code --} ends the options.
 *
 * @param configurations the configuration files.
 * @param overrides values that replace those in the files, by {@code component.property} or by the
 *     name of a global property.
 * @param operands what is neither an option nor a value of one.
 */
record Arguments(List<Path> configurations, Map<String, String> overrides, List<String> operands) {

  private static final String END_OF_OPTIONS = "--";
  private static final String OVERRIDE = "--@";

  /**
   * Reads arguments.
   *
   * @param arguments what stands behind the name of the command.
   * @param options takes the values of the options.
   * @param isConfigured whether there may be configuration files.
   * @return all other arguments.
   * @throws ArgumentException if an option is unknown or has no value, or no usable one.
   */
  static Arguments parse(List<String> arguments, Options options, boolean isConfigured) {
    return new Parser(arguments, options, isConfigured).parse();
  }

  /** Whether help is asked for. */
  static boolean askForHelp(List<String> arguments) {
    int end = arguments.indexOf(END_OF_OPTIONS);
    return arguments.subList(0, end < 0 ? arguments.size() : end).stream()
        .anyMatch(Arguments::isHelp);
  }

  static boolean isHelp(String argument) {
    return List.of("--help", "-h", "--usage").contains(argument);
  }

  /** Refuses operands. */
  Arguments requireNoOperands() {
    if (!operands.isEmpty()) {
      throw new ArgumentException(operands.get(0), "Unknown argument.");
    }
    return this;
  }

  /** The configuration. */
  ConfigurationManager configuration() {
    if (configurations.isEmpty()) {
      throw new ArgumentException("-c", "No configuration; give one by -c CONFIG.xml.");
    }
    return Configurations.load(configurations, overrides);
  }

  /**
   * The component of the configuration that is named {@code experiment}: a {@link SpanExperiment},
   * or else an {@link Experiment}.
   */
  Configurable experiment() {
    Configurable experiment =
        Configurations.lookup(configuration(), Experiment.COMPONENT, Configurable.class);
    if (experiment instanceof Experiment || experiment instanceof SpanExperiment) {
      return experiment;
    }
    throw new PropertyException(
        Experiment.COMPONENT,
        "is a "
            + experiment.getClass().getName()
            + ", expected a "
            + Experiment.class.getName()
            + " or a "
            + SpanExperiment.class.getName());
  }

  /** The value of an option that cannot be left out. */
  static Path required(Path value, String option, String name) {
    if (value == null) {
      throw new ArgumentException(
          option,
          "No " + name + "; give one by " + option + " " + name.toUpperCase(Locale.ROOT) + ".");
    }
    return value;
  }

  private static final class Parser {
    private final Deque<String> left;
    private final Options options;
    private final boolean isConfigured;
    private final List<Path> configurations = new ArrayList<>();
    private final Map<String, String> overrides = new LinkedHashMap<>();
    private final List<String> operands = new ArrayList<>();
    private final List<String> forOlcut = new ArrayList<>();

    private Parser(List<String> arguments, Options options, boolean isConfigured) {
      this.left = new ArrayDeque<>(arguments);
      this.options = options;
      this.isConfigured = isConfigured;
    }

    private Arguments parse() {
      while (!left.isEmpty()) {
        String argument = left.remove();
        if (argument.equals(END_OF_OPTIONS)) {
          operands.addAll(left);
          left.clear();
        } else if (argument.startsWith("-") && argument.length() > 1) {
          parseOption(argument);
        } else {
          operands.add(argument);
        }
      }
      new ConfigurationManager(forOlcut.toArray(String[]::new), options, false);
      return new Arguments(configurations, overrides, operands);
    }

    private void parseOption(String argument) {
      int equals = argument.startsWith("--") ? argument.indexOf('=') : -1;
      String name = equals < 0 ? argument : argument.substring(0, equals);
      if (equals >= 0) {
        left.addFirst(argument.substring(equals + 1));
      }
      if (isConfigured && (name.equals("-c") || name.equals("--config-file"))) {
        addConfigurations(value(name));
      } else if (isConfigured && name.startsWith(OVERRIDE)) {
        overrides.put(name.substring(OVERRIDE.length()), value(name));
      } else {
        Field option =
            option(name)
                .orElseThrow(
                    () ->
                        new ArgumentException(
                            name,
                            "Unknown argument; --help shows all options, and what begins with - is"
                                + " no option behind --."));
        boolean flag = option.getType() == boolean.class;
        String value = flag && equals < 0 ? "true" : value(name);
        check(name, value, option.getType());
        forOlcut.add("--" + option.getAnnotation(Option.class).longName());
        forOlcut.add(value.replaceAll("[,\\\\^]", escape() + "$0"));
      }
    }

    /** OLCUT splits values at commas that its escape character does not precede. */
    private static String escape() {
      return ConfigurationManager.IS_WINDOWS ? "^" : "\\\\";
    }

    private String value(String option) {
      if (left.isEmpty() || isOption(left.peek())) {
        throw new ArgumentException(option, "No value follows.");
      }
      return left.remove();
    }

    private boolean isOption(String argument) {
      return option(argument).isPresent()
          || isHelp(argument)
          || argument.startsWith(OVERRIDE)
          || (isConfigured && argument.equals("-c"));
    }

    private Optional<Field> option(String name) {
      return Arrays.stream(options.getClass().getDeclaredFields())
          .filter(field -> field.isAnnotationPresent(Option.class))
          .filter(
              field -> {
                Option option = field.getAnnotation(Option.class);
                return name.equals("--" + option.longName())
                    || (option.charName() != Option.EMPTY_CHAR
                        && name.equals("-" + option.charName()));
              })
          .findFirst();
    }

    /** One file; or several, separated by commas, where there is no file of the whole name. */
    private void addConfigurations(String value) {
      if (Files.exists(path("-c", value)) || !value.contains(",")) {
        configurations.add(path("-c", value));
      } else {
        for (String file : value.split(",")) {
          configurations.add(path("-c", file));
        }
      }
    }

    /** OLCUT's own message would have all options behind it. */
    private static void check(String option, String value, Class<?> type) {
      try {
        if (type == Path.class) {
          path(option, value);
        } else if (type == int.class) {
          Integer.parseInt(value);
        }
      } catch (NumberFormatException e) {
        throw new ArgumentException(e, option, "This is not a whole number: " + value + ".");
      }
    }

    private static Path path(String option, String value) {
      try {
        return Path.of(value);
      } catch (InvalidPathException e) {
        throw new ArgumentException(e, option, "This cannot be a path: " + e.getMessage() + ".");
      }
    }
  }
}
