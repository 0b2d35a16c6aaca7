package io.github.zlpr.experiment.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.apache.batik.svggen.SVGGeneratorContext;
import org.apache.batik.svggen.SVGGraphics2D;
import org.apache.batik.svggen.SVGGraphics2DIOException;
import org.apache.batik.svggen.SVGIDGenerator;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.annotations.XYTextAnnotation;
import org.jfree.chart.axis.AxisState;
import org.jfree.chart.axis.LogAxis;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTick;
import org.jfree.chart.axis.SymbolAxis;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYErrorRenderer;
import org.jfree.chart.renderer.xy.XYItemRenderer;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.renderer.xy.XYStepAreaRenderer;
import org.jfree.chart.title.LegendTitle;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.TextAnchor;
import org.jfree.data.xy.XYIntervalSeries;
import org.jfree.data.xy.XYIntervalSeriesCollection;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * A chart with numbers on both axes, drawn by JFreeChart as SVG that takes the colour of the text
 * around it, so that it is readable on dark and light pages and on paper.
 */
public final class Chart {

  /** Stands for the colour of the text until the SVG is written. */
  private static final Color TEXT = new Color(1, 2, 3);

  private static final Color GRID = new Color(128, 128, 128, 80);
  private static final Color[] SERIES = {new Color(0x2f7ed8), new Color(0xd9822b)};
  private static final Font FONT = new Font(Font.SANS_SERIF, Font.PLAIN, 13);

  /** Batik breaks lines before the end of a tag. */
  private static final String LINE_END_IN_TAG = "\\s*\\n\\s*(?=/?>)";

  private static final int WIDTH = 460;
  private static final int HEIGHT = 300;

  /** About what the axes and the legend take. */
  private static final int AXES = 80;

  /** A name is not readable on more points than these. */
  private static final int CROWD = 2;

  /** Between a point and its name. */
  private static final int GAP = 6;

  private static final FontMetrics METRICS = metrics(FONT);
  private static final FontMetrics NOTES = metrics(FONT.deriveFont(11f));

  private final String description;
  private final XYSeriesCollection lines = new XYSeriesCollection();
  private final XYSeriesCollection points = new XYSeriesCollection();
  private final XYSeriesCollection areas = new XYSeriesCollection();
  private final XYIntervalSeriesCollection ranges = new XYIntervalSeriesCollection();
  private final List<Note> notes = new ArrayList<>();

  /** Texts that end where they are drawn to, in any font. */
  private final Map<String, FontMetrics> rightAligned = new HashMap<>();

  private final ValueAxis x;
  private final ValueAxis y;

  /** A name beside a point. */
  private record Note(String text, double x, double y) {}

  /** A logarithmic axis with {@link LogTicks}. */
  private static final class ReadableLogAxis extends LogAxis {
    private static final long serialVersionUID = 1L;

    private ReadableLogAxis(String title) {
      super(title);
    }

    @Override
    public List<NumberTick> refreshTicks(
        Graphics2D graphics, AxisState state, Rectangle2D area, RectangleEdge edge) {
      return Arrays.stream(LogTicks.between(getLowerBound(), getUpperBound()))
          .mapToObj(
              tick ->
                  new NumberTick(
                      tick, LogTicks.text(tick), TextAnchor.TOP_CENTER, TextAnchor.CENTER, 0.0))
          .toList();
    }
  }

  private Chart(String description, ValueAxis x, ValueAxis y) {
    this.description = description;
    this.x = x;
    this.y = y;
  }

  /**
   * A chart.
   *
   * @param description what it shows, for those who cannot see it.
   * @param x title of the horizontal axis.
   * @param y title of the vertical axis.
   * @return an empty chart.
   */
  public static Chart of(String description, String x, String y) {
    return new Chart(description, axis(x), axis(y));
  }

  /** A chart whose horizontal axis has whole numbers. */
  static Chart counting(String description, String x, String y) {
    NumberAxis axis = axis(x);
    axis.setStandardTickUnits(NumberAxis.createIntegerTickUnits(Locale.ROOT));
    return new Chart(description, axis, axis(y));
  }

  /** A chart whose horizontal axis is logarithmic. */
  static Chart logarithmic(String description, String x, String y) {
    return new Chart(description, new ReadableLogAxis(x), axis(y));
  }

  /**
   * A chart with a row for each of some things, the first on top.
   *
   * @param description what it shows, for those who cannot see it.
   * @param x title of the horizontal axis.
   * @param rows the names of the rows, which have the vertical places 0, 1, ….
   * @return an empty chart.
   */
  public static Chart rows(String description, String x, List<String> rows) {
    SymbolAxis axis = new SymbolAxis(null, rows.toArray(String[]::new));
    axis.setInverted(true);
    axis.setGridBandsVisible(false);
    axis.setRange(-0.6, rows.size() - 0.4);
    Chart chart = new Chart(description, axis(x), axis);
    rows.forEach(row -> chart.rightAligned.put(row, METRICS));
    return chart;
  }

  private static FontMetrics metrics(Font font) {
    Graphics2D graphics = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB).createGraphics();
    try {
      return graphics.getFontMetrics(font);
    } finally {
      graphics.dispose();
    }
  }

  private static NumberAxis axis(String title) {
    NumberAxis axis = new NumberAxis(title);
    axis.setAutoRangeIncludesZero(false);
    axis.setStandardTickUnits(NumberAxis.createStandardTickUnits(Locale.ROOT));
    return axis;
  }

  /**
   * Adds a line through points in the order given.
   *
   * @param name its name, for the legend.
   * @param xs the points' places on the horizontal axis.
   * @param ys their places on the vertical axis, as many.
   * @return this chart.
   */
  public Chart line(String name, double[] xs, double[] ys) {
    lines.addSeries(series(name, xs, ys));
    return this;
  }

  /** Adds points that are not joined. */
  Chart points(String name, double[] xs, double[] ys) {
    points.addSeries(series(name, xs, ys));
    return this;
  }

  /** Adds a histogram: heights from each x to the next. */
  Chart steps(String name, double[] xs, double[] ys) {
    areas.addSeries(series(name, xs, ys));
    return this;
  }

  /**
   * Adds a point with a horizontal bar of the same length to both sides in each row.
   *
   * @param xs the points, row by row.
   * @param half half the length of the bars.
   * @return this chart.
   */
  public Chart bars(double[] xs, double half) {
    XYIntervalSeries series = new XYIntervalSeries("");
    for (int i = 0; i < xs.length; i++) {
      series.add(xs[i], xs[i] - half, xs[i] + half, i, i, i);
    }
    ranges.addSeries(series);
    return this;
  }

  /**
   * Lets the horizontal axis count from 1; what is outside is cut off.
   *
   * @param last the last number.
   * @return this chart.
   */
  public Chart countingTo(int last) {
    x.setStandardTickUnits(NumberAxis.createIntegerTickUnits(Locale.ROOT));
    x.setRange(0.7, last + 0.3);
    return this;
  }

  /** Adds a name beside a point, unless it would lie on one that was added before. */
  Chart note(String text, double x, double y) {
    notes.add(new Note(text, x, y));
    return this;
  }

  /** Sets the range of the vertical axis. */
  Chart verticalRange(double from, double to) {
    y.setRange(from, to);
    return this;
  }

  private static XYSeries series(String name, double[] xs, double[] ys) {
    XYSeries series = new XYSeries(name, false);
    for (int i = 0; i < xs.length; i++) {
      series.add(xs[i], ys[i]);
    }
    return series;
  }

  /**
   * Draws the chart.
   *
   * @return an SVG element with a text alternative.
   */
  public String toSvg() {
    XYPlot plot = new XYPlot(lines, x, y, lineRenderer());
    plot.setDataset(1, points);
    plot.setRenderer(1, pointRenderer());
    plot.setDataset(2, areas);
    plot.setRenderer(2, areaRenderer());
    plot.setDataset(3, ranges);
    plot.setRenderer(3, rangeRenderer());
    annotate(plot);
    plot.setBackgroundPaint(null);
    plot.setOutlinePaint(null);
    plot.setDomainGridlinePaint(GRID);
    plot.setRangeGridlinePaint(GRID);
    for (ValueAxis axis : new ValueAxis[] {x, y}) {
      axis.setLabelFont(FONT);
      axis.setTickLabelFont(FONT);
      axis.setLabelPaint(TEXT);
      axis.setTickLabelPaint(TEXT);
      axis.setAxisLinePaint(TEXT);
      axis.setTickMarkPaint(TEXT);
    }
    JFreeChart chart = new JFreeChart(null, FONT, plot, false);
    chart.setBackgroundPaint(null);
    if (lines.getSeriesCount() + points.getSeriesCount() + areas.getSeriesCount() > 1) {
      LegendTitle legend = new LegendTitle(plot);
      legend.setItemFont(FONT);
      legend.setItemPaint(TEXT);
      legend.setBackgroundPaint(null);
      legend.setPosition(RectangleEdge.BOTTOM);
      chart.addSubtitle(legend);
    }
    SVGGraphics2D graphics = graphics();
    chart.draw(graphics, new Rectangle2D.Double(0, 0, WIDTH, HEIGHT));
    return write(graphics);
  }

  /** Writes each note to the right of its point, or to the left, or nowhere if there is no room. */
  private void annotate(XYPlot plot) {
    Rectangle2D area = new Rectangle2D.Double(0, 0, WIDTH - AXES, HEIGHT - AXES);
    List<Rectangle2D> taken = new ArrayList<>();
    for (Note note : notes) {
      double width = NOTES.stringWidth(note.text()) + GAP;
      double left = x.valueToJava2D(note.x(), area, RectangleEdge.BOTTOM);
      double top = y.valueToJava2D(note.y(), area, RectangleEdge.LEFT) - 0.5 * NOTES.getAscent();
      for (boolean before : new boolean[] {false, true}) {
        double from = before ? left - width : left;
        Rectangle2D box = new Rectangle2D.Double(from, top, width, NOTES.getAscent());
        if (area.contains(from, 0, width, 1)
            && taken.stream().noneMatch(box::intersects)
            && pointsIn(box, area) <= CROWD) {
          taken.add(box);
          double end = x.java2DToValue(left + (before ? -GAP : GAP), area, RectangleEdge.BOTTOM);
          plot.addAnnotation(annotation(note, end, before));
          break;
        }
      }
    }
  }

  private long pointsIn(Rectangle2D box, Rectangle2D area) {
    long count = 0;
    for (int series = 0; series < points.getSeriesCount(); series++) {
      for (int i = 0; i < points.getItemCount(series); i++) {
        double across = x.valueToJava2D(points.getXValue(series, i), area, RectangleEdge.BOTTOM);
        double down = y.valueToJava2D(points.getYValue(series, i), area, RectangleEdge.LEFT);
        count += box.contains(across, down) ? 1 : 0;
      }
    }
    return count;
  }

  private XYTextAnnotation annotation(Note note, double end, boolean before) {
    XYTextAnnotation annotation = new XYTextAnnotation(note.text(), end, note.y());
    annotation.setFont(NOTES.getFont());
    annotation.setPaint(TEXT);
    annotation.setTextAnchor(before ? TextAnchor.HALF_ASCENT_RIGHT : TextAnchor.HALF_ASCENT_LEFT);
    if (before) {
      rightAligned.put(note.text(), NOTES);
    }
    return annotation;
  }

  /** Batik's SVG, with identifiers that no other chart of the page has. */
  private SVGGraphics2D graphics() {
    SVGGeneratorContext context = SVGGeneratorContext.createDefault(document());
    context.setComment(null);
    context.setPrecision(2);
    String key = "c" + Integer.toHexString(description.hashCode());
    context.setIDGenerator(
        new SVGIDGenerator() {
          @Override
          public String generateID(String prefix) {
            return super.generateID(key + prefix);
          }
        });
    return new SVGGraphics2D(context, false);
  }

  private static Document document() {
    try {
      return DocumentBuilderFactory.newDefaultInstance()
          .newDocumentBuilder()
          .getDOMImplementation()
          .createDocument("http://www.w3.org/2000/svg", "svg", null);
    } catch (ParserConfigurationException e) {
      throw new IllegalStateException("the JDK has no document builder", e);
    }
  }

  private String write(SVGGraphics2D graphics) {
    Element svg = graphics.getRoot();
    svg.setAttribute("viewBox", "0 0 " + WIDTH + " " + HEIGHT);
    svg.setAttribute("role", "img");
    svg.setAttribute("aria-label", description);
    // The same identifier in each drawing, of an element without content.
    svg.removeChild(svg.getElementsByTagName("defs").item(0));
    alignRight(svg);
    StringWriter out = new StringWriter();
    try {
      graphics.stream(svg, out, false, false);
    } catch (SVGGraphics2DIOException e) {
      throw new UncheckedIOException(e);
    }
    String text = out.toString();
    return text.substring(text.indexOf("<svg"))
        .replace("rgb(1,2,3)", "currentColor")
        .replaceAll(LINE_END_IN_TAG, "");
  }

  /** Texts whose right ends must be where they were drawn, also in the browser's font. */
  private void alignRight(Element svg) {
    NodeList texts = svg.getElementsByTagName("text");
    for (int i = 0; i < texts.getLength(); i++) {
      Element text = (Element) texts.item(i);
      FontMetrics metrics = rightAligned.get(text.getTextContent());
      if (metrics != null) {
        double left = Double.parseDouble(text.getAttribute("x"));
        int width = metrics.stringWidth(text.getTextContent());
        text.setAttribute("x", LogTicks.text(left + width));
        text.setAttribute("text-anchor", "end");
      }
    }
  }

  private XYItemRenderer lineRenderer() {
    XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(true, false);
    renderer.setDrawSeriesLineAsPath(true);
    colour(renderer, 0);
    renderer.setDefaultStroke(new BasicStroke(2f));
    renderer.setAutoPopulateSeriesStroke(false);
    return renderer;
  }

  private XYItemRenderer pointRenderer() {
    XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(false, true);
    renderer.setDrawOutlines(false);
    for (int i = 0; i < points.getSeriesCount(); i++) {
      double size = points.getItemCount(i) == 1 ? 12.0 : 6.0;
      renderer.setSeriesShape(i, new Ellipse2D.Double(-size / 2, -size / 2, size, size));
    }
    colour(renderer, lines.getSeriesCount());
    return renderer;
  }

  private XYItemRenderer areaRenderer() {
    XYStepAreaRenderer renderer = new XYStepAreaRenderer(XYStepAreaRenderer.AREA);
    colour(renderer, 0);
    return renderer;
  }

  private static XYItemRenderer rangeRenderer() {
    XYErrorRenderer renderer = new XYErrorRenderer();
    renderer.setDrawYError(false);
    renderer.setCapLength(6.0);
    renderer.setErrorStroke(new BasicStroke(2f));
    renderer.setDefaultShape(new Ellipse2D.Double(-4.0, -4.0, 8.0, 8.0));
    renderer.setAutoPopulateSeriesShape(false);
    colour(renderer, 0);
    return renderer;
  }

  private static void colour(XYItemRenderer renderer, int first) {
    for (int i = 0; i < SERIES.length; i++) {
      Color colour = SERIES[(first + i) % SERIES.length];
      boolean area = renderer instanceof XYStepAreaRenderer;
      renderer.setSeriesPaint(
          i, area ? new Color(colour.getRed(), colour.getGreen(), colour.getBlue(), 140) : colour);
    }
  }
}
