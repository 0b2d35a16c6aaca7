package io.github.zlpr.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A fenced block of a Markdown file. A comment {@code <!-- test: MODE ARGUMENT -->} on the line
 * above it says how it is tested:
 *
 * <ul>
 *   <li>{@code needs-data ARGUMENTS}: only where Mulan's data sets are, whose folder is the word
 *       FOLDER in it, and with these arguments added to its first {@code zlpr}.
 *   <li>{@code slow ARGUMENTS}: with these arguments added to its first {@code zlpr}, and without a
 *       look at what is printed.
 *   <li>{@code file PATH}: it is the content of a file that later blocks use.
 *   <li>{@code skip REASON}: not at all.
 * </ul>
 *
 * @param line the number of the line of its fence, from 1.
 * @param language the word after the fence.
 * @param mode the mode, or an empty string.
 * @param argument what follows the mode, or an empty string.
 * @param lines its content.
 */
record DocBlock(int line, String language, String mode, String argument, List<String> lines) {

  private static final String MARK = "<!-- test: ";

  static List<DocBlock> read(Path file) throws IOException {
    List<DocBlock> blocks = new ArrayList<>();
    List<String> lines = Files.readAllLines(file);
    for (int i = 0; i < lines.size(); i++) {
      if (!lines.get(i).startsWith("```")) {
        continue;
      }
      int end = i + 1;
      while (!lines.get(end).equals("```")) {
        end++;
      }
      String above = i == 0 ? "" : lines.get(i - 1);
      String mark =
          above.startsWith(MARK) ? above.substring(MARK.length(), above.indexOf(" -->")) : "";
      int blank = mark.indexOf(' ');
      blocks.add(
          new DocBlock(
              i + 1,
              lines.get(i).substring(3),
              blank < 0 ? mark : mark.substring(0, blank),
              blank < 0 ? "" : mark.substring(blank + 1),
              List.copyOf(lines.subList(i + 1, end))));
      i = end;
    }
    return blocks;
  }

  String text() {
    return String.join("\n", lines) + "\n";
  }
}
