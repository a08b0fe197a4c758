package quorate.report.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import quorate.lab.Printable;
import quorate.report.Display;
import quorate.report.DistributionChart;
import quorate.report.Table;
import quorate.report.Tone;

/**
 * Turns the text of a view into HTML. A view is asked for its text with this as its display; in the
 * place of tables and of what stands out it gets marks, of which {@link #html} makes elements. What
 * a name or a message says stays text, whatever it looks like.
 */
final class HtmlDisplay implements Display {

  private static final int WIDTH = 110;

  // Marks are characters that no printable text has
  private static final String PART = "\uE000";
  private static final String BEGIN = "\uE001";
  private static final String END = "\uE002";
  private static final Pattern MARK =
      Pattern.compile(PART + "(\\d+)" + PART + "|" + BEGIN + "([a-z]+)" + BEGIN + "|" + END);

  private final List<String> parts = new ArrayList<>();

  @Override
  public int width() {
    return WIDTH;
  }

  /** The browser breaks lines. */
  @Override
  public int lineWidth() {
    return Integer.MAX_VALUE / 2;
  }

  @Override
  public String bold(String text) {
    return BEGIN + "b" + BEGIN + text + END;
  }

  @Override
  public String toned(Tone tone, String text) {
    return tone == Tone.PLAIN ? text : BEGIN + word(tone) + BEGIN + text + END;
  }

  @Override
  public String table(Table table) {
    return part(HtmlTable.of(table));
  }

  @Override
  public String chart(DistributionChart chart, String what) {
    return part(CurvesSvg.of(chart, what));
  }

  /** Puts an element in the place of some text. */
  String part(String html) {
    parts.add(html);
    return PART + Integer.toString(parts.size() - 1) + PART;
  }

  static String word(Tone tone) {
    return tone.name().toLowerCase(Locale.ROOT);
  }

  /** The text of a view that was shown on this, as HTML. */
  String html(String text) {
    StringBuilder html = new StringBuilder();
    StringBuilder said = new StringBuilder();
    int open = 0;
    int from = 0;
    Matcher mark = MARK.matcher(text);
    while (mark.find()) {
      said.append(escaped(text.substring(from, mark.start())));
      from = mark.end();
      if (mark.group(1) != null) {
        html.append(paragraph(said))
            .append(parts.get(Integer.parseInt(mark.group(1))))
            .append('\n');
        said.setLength(0);
      } else if (mark.group(2) != null) {
        said.append(mark.group(2).equals("b") ? "<b>" : "<b class=\"" + mark.group(2) + "\">");
        open++;
      } else if (open > 0) {
        said.append("</b>");
        open--;
      }
    }
    said.append(escaped(text.substring(from))).append("</b>".repeat(open));
    return html.append(paragraph(said)).toString();
  }

  private static String paragraph(StringBuilder said) {
    String shown = said.toString().replaceAll("^\\n+|\\s+$", "");
    return shown.isEmpty() ? "" : "<pre>" + shown + "</pre>\n";
  }

  /** Text that is nothing but text in a page. */
  static String escaped(String text) {
    return Printable.visibleLines(text)
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
