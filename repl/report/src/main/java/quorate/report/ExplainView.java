package quorate.report;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import quorate.lab.trace.TraceEvent;
import quorate.lab.trace.TraceText;

/** What words mean, and what was measured under them last. */
public record ExplainView(List<Word> words) implements View {

  /**
   * One word.
   *
   * @param last what was measured under it, of each cluster in which something was
   */
  public record Word(String word, String meaning, List<LastFigure> last) {}

  /**
   * What was measured in a cluster.
   *
   * @param cause the command after which it was measured
   * @param value the figure: milliseconds, a number, or whether it is so
   * @param sentence the figure in words
   * @param events the first events behind it
   */
  public record LastFigure(
      @JsonUnwrapped ClusterName name,
      @JsonProperty("last") String cause,
      JsonNode value,
      @JsonProperty("text") String sentence,
      List<TraceEvent> events,
      @JsonIgnore long more) {}

  @Override
  public String text(Display display) {
    List<String> parts = new ArrayList<>();
    for (Word word : words) {
      String meaning = Wrapping.text(List.of("  " + word.meaning()), display.width());
      parts.add(display.bold(word.word()) + "\n" + meaning);
      List<String> lines = new ArrayList<>();
      word.last().forEach(figure -> lines.addAll(lines(figure, display)));
      if (!lines.isEmpty()) {
        parts.add(String.join("\n", lines));
      }
    }
    return String.join("\n\n", parts);
  }

  private static List<String> lines(LastFigure figure, Display display) {
    String head = figure.name().name() + ", " + figure.cause() + ": " + figure.sentence();
    List<String> lines = new ArrayList<>(Wrapping.lines(head, display.width()));
    figure.events().forEach(it -> lines.add(TraceText.lines("", it, display.lineWidth())));
    if (figure.more() > 0) {
      lines.add("(and " + figure.more() + " more)");
    }
    return lines;
  }
}
