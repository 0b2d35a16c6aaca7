package io.github.zlpr.eval.report;

/** Text in HTML. */
final class Html {

  private Html() {}

  /**
   * Escapes what has a meaning in HTML.
   *
   * @param text any text.
   * @return the text for use in elements and quoted attributes.
   */
  static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
