package io.github.zlpr.trainer.comparison;

/** Text in HTML. */
final class Html {

  private Html() {}

  /** Text as the content of an element or a quoted attribute. */
  static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
