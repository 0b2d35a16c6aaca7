package io.github.zlpr.experiment.report;

import io.github.zlpr.experiment.provenance.Versions;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * A self-contained HTML page that opens offline and has no script: readable on light and dark
 * screens, on a phone, where wide tables scroll by themselves, and on paper. Well-formed XML.
 */
public final class Page {

  private static final Logger logger = Logger.getLogger(Page.class.getName());

  private final StringBuilder html = new StringBuilder(HEAD);

  /**
   * A page with a heading.
   *
   * @param title any text; the beginning is what a browser's tab shows.
   */
  public Page(String title) {
    html.append("<title>")
        .append(escape(title))
        .append("</title>\n</head><body><main>\n<h1>")
        .append(escape(title))
        .append("</h1>\n");
  }

  /**
   * Adds facts, each with its name before it.
   *
   * @param facts name to any text, in their order.
   * @return this page.
   */
  public Page facts(Map<String, String> facts) {
    html("<dl class='facts'>\n");
    facts.forEach(
        (name, fact) ->
            html("<div><dt>" + escape(name) + "</dt><dd>" + escape(fact) + "</dd></div>\n"));
    return html("</dl>\n");
  }

  /**
   * Adds the day and this project's version, at the end.
   *
   * @param day the day on which the page is written.
   * @return this page.
   */
  public Page written(LocalDate day) {
    return html(
        "<footer>"
            + escape(
                "Written on "
                    + DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.ENGLISH).format(day)
                    + " by zlpr "
                    + Versions.current().get(Versions.PROJECT)
                    + ".")
            + "</footer>\n");
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
   * Adds a chart. Where charts cannot be drawn, because their jars or the JDK's fonts are missing,
   * the page says so in its place.
   *
   * @param chart makes the chart.
   * @param caption what stands below it.
   * @return this page.
   */
  public Page figure(Supplier<Chart> chart, String caption) {
    return html(
        "<figure>" + drawn(chart) + "<figcaption>" + escape(caption) + "</figcaption></figure>\n");
  }

  private static String drawn(Supplier<Chart> chart) {
    try {
      return chart.get().toSvg();
    } catch (LinkageError | InternalError e) {
      String missing =
          "not drawn: charts need jfreechart, batik-svggen and a JDK with fonts, found " + e;
      logger.log(Level.WARNING, missing);
      return "<p>" + escape(missing) + "</p>\n";
    }
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
      h3 { font-size: 1rem; margin: 1.25rem 0 .5rem; }
      p, figcaption, small, dt, footer { color: var(--muted); }
      p, dd, footer { overflow-wrap: anywhere; }
      p { max-width: 48rem; }
      footer { margin-top: 2rem; font-size: .85rem; }
      dl { margin: 0; } dt { font-size: .85rem; } dd { margin: 0; }
      .facts div { display: grid; grid-template-columns: 9rem 1fr; padding: .15rem 0; }
      .metrics { display: grid; gap: .6rem;
        grid-template-columns: repeat(auto-fill, minmax(min(100%, 17rem), 1fr)); }
      .metrics > div { background: var(--card); border-radius: .5rem; padding: .6rem .8rem; }
      .values { display: flex; flex-wrap: wrap; gap: .2rem .9rem; }
      .values dt { font-size: .8rem; }
      .values dd { font-size: 1.2rem; font-variant-numeric: tabular-nums; }
      .values dd small { display: block; font-size: .75rem; }
      .metrics p { margin: .2rem 0 0; font-size: .85rem; }
      .less { border: 1px solid var(--line); border-radius: .5rem; padding: 0 .4rem;
        font-size: .75rem; white-space: nowrap; }
      .charts { display: grid; gap: 1rem;
        grid-template-columns: repeat(auto-fill, minmax(min(100%, 460px), 1fr)); }
      figure { margin: 0; background: var(--card); border-radius: .5rem; padding: .8rem;
        break-inside: avoid; }
      svg { width: 100%; height: auto; display: block; color: var(--text); }
      svg g, svg text { font-family: system-ui, sans-serif; }
      figcaption { font-size: .85rem; margin-top: .4rem; }
      .wide { overflow-x: auto; background:
          linear-gradient(to left, var(--page) 1rem, transparent) right / 3rem 100% no-repeat local,
          linear-gradient(to left, var(--muted), transparent) right / 1rem 100% no-repeat scroll; }
      table { border-collapse: collapse; font-variant-numeric: tabular-nums; font-size: .9rem; }
      th, td { text-align: right; padding: .3rem .7rem; border-bottom: 1px solid var(--line);
        white-space: nowrap; }
      tr > :first-child { text-align: left; position: sticky; left: 0; background: var(--page); }
      .text td, .text th { text-align: left; vertical-align: top; white-space: normal;
        overflow-wrap: anywhere; }
      .text th { min-width: 6rem; }
      .labels td:first-child { overflow-wrap: anywhere; white-space: normal; }
      .mark { display: inline-block; width: 1ch; text-align: left; }
      td small, th small { display: block; font-weight: normal; }
      td.best { background: var(--best); font-weight: 600; } td.tied { background: var(--tied); }
      tfoot th, tfoot td { border-top: 2px solid var(--line); }
      details { margin-top: 1rem; }
      summary { cursor: pointer; }
      pre { background: var(--card); border-radius: .5rem; padding: .8rem; overflow-x: auto;
        font-size: .8rem; }
      @media (max-width: 30rem) {
        main { padding: 1rem; } h1 { font-size: 1.35rem; }
        .facts div { grid-template-columns: 1fr; padding: .3rem 0; }
        .metrics { grid-template-columns: repeat(auto-fill, minmax(min(100%, 9.5rem), 1fr)); }
        figure { padding: .4rem; }
        .labels { font-size: .8rem; } .labels th, .labels td { padding: .3rem .25rem; }
      }
      @media print {
        :root { color-scheme: light; --text: #000; --muted: #444; --page: #fff; --card: #fff;
          --line: #999; --best: #ddd; --tied: #f0f0f0; }
        @page { margin: 12mm; }
        html { font-size: 11px; } body { font-size: 1rem; } main { max-width: none; padding: 0; }
        .metrics { grid-template-columns: repeat(4, 1fr); }
        .metrics > div { border: 1px solid var(--line); break-inside: avoid; }
        .charts { grid-template-columns: 1fr 1fr; }
        .wide { overflow: visible; background: none; } table { font-size: 9px; }
        th, td { padding: .2rem .35rem; }
        tr > :first-child { position: static; }
        h2, h3 { break-after: avoid; } tr { break-inside: avoid; }
        pre { white-space: pre-wrap; overflow-wrap: anywhere; padding: 0; font-size: 8px; }
        .list:not([open]) { display: none; }
        details::details-content { content-visibility: visible; block-size: auto; }
      }
      </style>
      """;
}
