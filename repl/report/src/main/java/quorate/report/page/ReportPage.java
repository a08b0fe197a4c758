package quorate.report.page;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.TreeMap;
import quorate.experiments.ObservedCluster;
import quorate.lab.Printable;
import quorate.lab.invariant.Violation;
import quorate.report.View;

/**
 * A page that is one file: what a command answered, what the clusters are now, a diagram of each,
 * and what to type to see it again. It loads nothing from anywhere.
 *
 * @param command what was typed
 * @param answer what came back
 * @param again what to type to see it again, one command per line
 * @param exact whether it is the same then: in virtual time it is, over TCP it is not
 * @param status what the clusters are, if any run
 * @param diagrams one for each run
 */
public record ReportPage(
    String command,
    View answer,
    List<String> again,
    boolean exact,
    List<View> status,
    List<Diagram> diagrams) {

  /** A page about trials, of which no cluster is left. */
  public ReportPage(String command, View answer, List<String> again, boolean exact) {
    this(command, answer, again, exact, List.of(), List.of());
  }

  /**
   * A run to be drawn.
   *
   * @param title what stands above
   */
  public record Diagram(String title, ObjectNode data) {

    /** What a cluster's trace has kept. Any thread but the cluster's. */
    public static Diagram of(String title, ObservedCluster cluster) {
      List<Violation> violations = cluster.violations();
      return cluster.call(
          now ->
              new Diagram(
                  title,
                  DiagramJson.of(
                      cluster.spec(),
                      now.trace(),
                      new TreeMap<>(now.state().nodes()),
                      violations)));
    }
  }

  /** A page may do nothing but what stands in it. */
  private static final String POLICY =
      "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'";

  public void write(Writer out) throws IOException {
    String title = HtmlDisplay.escaped(Printable.visible(command));
    out.write("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
    out.write("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    out.write("<meta http-equiv=\"Content-Security-Policy\" content=\"" + POLICY + "\">\n");
    out.write("<title>" + title + " - Quorate</title>\n");
    out.write("<style>\n" + resource("page.css") + "</style>\n</head>\n<body>\n<main>\n");
    out.write("<h1>" + title + "</h1>\n");
    section("answer", "What came back", html(answer), out);
    for (View view : status) {
      section("status", "What the clusters are now", html(view), out);
    }
    for (int i = 0; i < diagrams.size(); i++) {
      write(diagrams.get(i), i, out);
    }
    section("again", "To see it again", commands(), out);
    out.write("</main>\n");
    if (!diagrams.isEmpty()) {
      out.write("<script type=\"module\">\n" + script() + "</script>\n");
    }
    out.write("</body>\n</html>\n");
  }

  private static void section(String kind, String title, String html, Writer out)
      throws IOException {
    if (!html.isEmpty()) {
      out.write("<section class=\"%s\">\n<h2>%s</h2>\n%s</section>\n".formatted(kind, title, html));
    }
  }

  /** The text of a view as elements of a page. */
  public static String html(View view) {
    HtmlDisplay display = new HtmlDisplay();
    return display.html(view.text(display));
  }

  private String commands() {
    String typed = HtmlDisplay.escaped(String.join("\n", again));
    String note =
        exact
            ? "<p>Everything that chance decides follows from the seeds: type these commands at the"
                + " prompt of Quorate, and the same happens.</p>\n"
            : "<p>Over TCP each run is another one. These commands begin one like it.</p>\n";
    return again.isEmpty() ? "" : note + "<pre>" + typed + "</pre>\n";
  }

  private static void write(Diagram diagram, int number, Writer out) throws IOException {
    String title = HtmlDisplay.escaped(Printable.visible(diagram.title()));
    out.write("<section class=\"run\">\n<h2>" + title + "</h2>\n");
    out.write("<div class=\"diagram\" data-run=\"run-" + number + "\">");
    out.write("<noscript>The diagram needs JavaScript.</noscript></div>\n");
    out.write("<script type=\"application/json\" id=\"run-" + number + "\">");
    out.write(inScript(diagram.data()));
    out.write("</script>\n</section>\n");
  }

  /** JSON that cannot end the element in which it stands. */
  private static String inScript(ObjectNode json) {
    return Printable.json(json.toString()).replace("<", "\\u003c");
  }

  /** The modules as one: what they import from each other stands above. */
  private static String script() {
    StringBuilder all = new StringBuilder();
    for (String name : List.of("trace.js", "ruler.js", "diagram.js", "report.js")) {
      resource(name)
          .lines()
          .filter(line -> !line.startsWith("import "))
          .map(line -> line.replaceFirst("^export ", ""))
          .forEach(line -> all.append(line).append('\n'));
    }
    return all.toString();
  }

  private static String resource(String name) {
    try (InputStream in = ReportPage.class.getResourceAsStream("/quorate/report/page/" + name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
