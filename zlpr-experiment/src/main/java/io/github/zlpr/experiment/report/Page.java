package io.github.zlpr.experiment.report;

/**
 * A self-contained HTML page that opens offline and has no script: readable on light and dark
 * screens, on a phone, where wide tables scroll by themselves, and on paper. Well-formed XML.
 */
public final class Page {

  private final StringBuilder html = new StringBuilder(HEAD);

  /**
   * A page with a heading.
   *
   * @param title any text.
   */
  public Page(String title) {
    html.append("<title>")
        .append(escape(title))
        .append("</title>\n</head><body><main>\n<h1>")
        .append(escape(title))
        .append("</h1>\n");
  }

  /**
   * Escapes what has a meaning in HTML.
   *
   * @param text any text.
   * @return the text for use in elements and quoted attributes.
   */
  public static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }

  /**
   * Adds HTML.
   *
   * @param part elements, complete or not.
   * @return this page.
   */
  public Page html(String part) {
    html.append(part);
    return this;
  }

  /**
   * Adds the beginning of a section.
   *
   * @param title its heading.
   * @return this page.
   */
  public Page section(String title) {
    return html("<section><h2>" + escape(title) + "</h2>\n");
  }

  /**
   * Adds a paragraph.
   *
   * @param text any text.
   * @return this page.
   */
  public Page paragraph(String text) {
    return html("<p>" + escape(text) + "</p>\n");
  }

  /**
   * Adds a chart.
   *
   * @param chart the chart.
   * @param caption what stands below it.
   * @return this page.
   */
  public Page figure(Chart chart, String caption) {
    return html(
        "<figure>" + chart.toSvg() + "<figcaption>" + escape(caption) + "</figcaption></figure>\n");
  }

  /**
   * Adds a text that is shown as it is, folded away.
   *
   * @param title its title.
   * @param text the text.
   * @return this page.
   */
  public Page folded(String title, String text) {
    return html(
        "<details><summary>"
            + escape(title)
            + "</summary><pre>"
            + escape(text)
            + "</pre></details>\n");
  }

  /** The complete page. */
  @Override
  public String toString() {
    return html + "</main></body></html>\n";
  }

  private static final String HEAD =
      """
      <!DOCTYPE html>
      <html lang="en"><head><meta charset="utf-8"/>
      <meta name="viewport" content="width=device-width, initial-scale=1"/>
      <meta name="color-scheme" content="light dark"/>
      <style>
      :root { color-scheme: light dark; --text: #1b1f24; --muted: #57606a; --page: #ffffff;
        --card: #f4f6f8; --line: #d4d8dd; --best: #d3ecd8; --tied: #edf6ee; }
      @media (prefers-color-scheme: dark) {
        :root { --text: #e6e9ed; --muted: #9aa4af; --page: #14171b; --card: #1f242a;
          --line: #3a4149; --best: #1d4a2b; --tied: #1d2d22; }
      }
      body { font: 16px/1.5 system-ui, sans-serif; color: var(--text); background: var(--page);
        margin: 0; }
      main { max-width: 1180px; margin: 0 auto; padding: 1.5rem; }
      h1 { font-size: 1.6rem; margin: 0 0 .5rem; overflow-wrap: anywhere; }
      h2 { font-size: 1.15rem; margin: 2rem 0 .75rem; }
      p, figcaption, small, dt, caption { color: var(--muted); }
      p { max-width: 48rem; }
      .metrics { display: grid; gap: .6rem; margin: 0;
        grid-template-columns: repeat(auto-fill, minmax(9rem, 1fr)); }
      .metrics div { background: var(--card); border-radius: .5rem; padding: .6rem .8rem; }
      dt { font-size: .85rem; }
      dd { margin: 0; font-size: 1.25rem; font-variant-numeric: tabular-nums; }
      dd small { display: block; font-size: .75rem; }
      .charts { display: grid; gap: 1rem;
        grid-template-columns: repeat(auto-fit, minmax(min(100%, 460px), 1fr)); }
      figure { margin: 0; background: var(--card); border-radius: .5rem; padding: .8rem;
        break-inside: avoid; max-width: 42rem; }
      svg { width: 100%; height: auto; display: block; color: var(--text); }
      figcaption { font-size: .85rem; margin-top: .4rem; }
      .wide { overflow-x: auto; }
      table { border-collapse: collapse; font-variant-numeric: tabular-nums; font-size: .9rem; }
      th, td { text-align: right; padding: .3rem .7rem; border-bottom: 1px solid var(--line);
        white-space: nowrap; }
      tr > :first-child { text-align: left; position: sticky; left: 0; background: var(--page); }
      caption { text-align: left; caption-side: bottom; padding: .3rem 0; }
      td small { display: block; }
      td.best { background: var(--best); font-weight: 600; } td.tied { background: var(--tied); }
      tfoot th, tfoot td { border-top: 2px solid var(--line); }
      details { margin-top: 1rem; }
      summary { cursor: pointer; }
      pre { background: var(--card); border-radius: .5rem; padding: .8rem; overflow-x: auto;
        font-size: .8rem; }
      @media (max-width: 30rem) {
        main { padding: 1rem; }
        .metrics { grid-template-columns: repeat(auto-fill, minmax(7.5rem, 1fr)); }
      }
      @media print {
        :root { color-scheme: light; --text: #000; --muted: #444; --page: #fff; --card: #fff;
          --line: #999; --best: #ddd; --tied: #f0f0f0; }
        @page { margin: 12mm; }
        body { font-size: 11px; } main { max-width: none; padding: 0; }
        .metrics { grid-template-columns: repeat(6, 1fr); }
        .charts { grid-template-columns: 1fr 1fr; }
        .wide { overflow: visible; } table { font-size: 9px; }
        th, td { padding: .2rem .35rem; }
        tr > :first-child { position: static; }
        h2 { break-after: avoid; } tr { break-inside: avoid; }
        pre { white-space: pre-wrap; overflow-wrap: anywhere; padding: 0; font-size: 8px; }
        details::details-content { content-visibility: visible; block-size: auto; }
      }
      </style>
      """;
}
