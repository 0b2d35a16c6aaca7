package io.github.zlpr.cli;

import com.oracle.labs.mlrg.olcut.config.Option;
import com.oracle.labs.mlrg.olcut.config.Options;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What {@code --help} prints. */
final class Help {

  private static final int WIDTH = 80;

  private final StringBuilder text = new StringBuilder();

  private Help() {}

  /** The commands. */
  static String of(Map<String, Command<?>> commands) {
    Help help = new Help();
    help.text.append("usage: zlpr COMMAND ARGUMENTS\n\n");
    help.table(
        commands.entrySet().stream()
            .map(
                command ->
                    List.of(
                        command.getKey() + " " + command.getValue().syntax(),
                        command.getValue().summary()))
            .toList());
    help.text.append('\n');
    help.paragraph(
        "zlpr COMMAND --help shows all options of a command, zlpr --version the versions.");
    return help.text.toString();
  }

  /** One command. */
  static String of(String name, Command<?> command) {
    Help help = new Help();
    Options options = command.options();
    help.text.append("usage: zlpr ").append(name).append(' ').append(command.syntax());
    help.text.append("\n\n");
    help.paragraph(options.getOptionsDescription());
    help.text.append("\noptions:\n");
    List<List<String>> rows = new ArrayList<>();
    if (command.isConfigured()) {
      rows.add(
          List.of(
              "-c, --config-file FILE",
              "The configuration, in XML or JSON. Several, separated by commas, are one."));
      rows.add(
          List.of(
              "--@COMPONENT.PROPERTY VALUE",
              "A value in place of the configuration's; the values of a list are separated by"
                  + " commas."));
      rows.add(List.of("--@NAME VALUE", "The same for a global property of the configuration."));
    }
    for (Field field : options.getClass().getDeclaredFields()) {
      Option option = field.getAnnotation(Option.class);
      if (option != null) {
        rows.add(List.of(name(option, field, command.syntax()), option.usage()));
      }
    }
    rows.add(List.of("-h, --help", "This text."));
    rows.add(List.of("--", "Ends the options: what follows is none, even if it begins with -."));
    help.table(rows);
    return help.text.toString();
  }

  private static String name(Option option, Field field, String syntax) {
    String name = "--" + option.longName();
    String names =
        option.charName() == Option.EMPTY_CHAR ? name : "-" + option.charName() + ", " + name;
    return field.getType() == boolean.class ? names : names + " " + placeholder(option, syntax);
  }

  /** What stands for the value of an option in the syntax. */
  private static String placeholder(Option option, String syntax) {
    Matcher matcher =
        Pattern.compile("(-" + option.charName() + "|--" + option.longName() + ") ([A-Z.]+)")
            .matcher(syntax);
    return matcher.find() ? matcher.group(2) : "VALUE";
  }

  /** Each row's second column below its first one, indented. */
  private void table(List<List<String>> rows) {
    for (List<String> row : rows) {
      text.append("  ").append(row.get(0)).append('\n');
      wrap(row.get(1), "      ");
    }
  }

  private void paragraph(String words) {
    wrap(words, "");
  }

  private void wrap(String words, String indentation) {
    StringBuilder line = new StringBuilder(indentation);
    for (String word : words.split(" ")) {
      if (line.length() + word.length() > WIDTH) {
        text.append(line.toString().stripTrailing()).append('\n');
        line = new StringBuilder(indentation);
      }
      line.append(word).append(' ');
    }
    text.append(line.toString().stripTrailing()).append('\n');
  }
}
