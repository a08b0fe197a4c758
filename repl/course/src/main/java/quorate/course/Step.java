package quorate.course;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A step of a chapter: something to read, and perhaps something to do.
 *
 * @param heading the heading of the section that it belongs to
 * @param claims the parts of the text that are true only of some runs
 * @param hints from a nudge to nearly all, in Markdown
 * @param solution commands that reach the goal, a line each
 * @param demonstration commands that show what the text is about; none for most
 */
public record Step(
    String heading,
    String text,
    List<Claim> claims,
    Optional<Task> task,
    List<String> hints,
    List<String> solution,
    List<String> demonstration) {

  /**
   * A part of a text that says how a run came out.
   *
   * @param seen what must be found in the facts, all of it, for it to be true
   * @param text the part, as it stands in the text
   * @param otherwise what to say instead
   */
  public record Claim(List<FactPath> seen, String text, String otherwise) {

    public Claim {
      seen = List.copyOf(seen);
    }
  }

  private static final Pattern SENTENCE_END =
      Pattern.compile("(?<=[.?!:][\"*)]{0,3})\\s+(?=[\\p{Lu}*`\"(])");

  /** A question that is further from the end of a text is not what it asks in the end. */
  private static final int FEW = 3;

  public Step {
    claims = List.copyOf(claims);
    hints = List.copyOf(hints);
    solution = List.copyOf(solution);
    demonstration = List.copyOf(demonstration);
  }

  /** What to read after a run that bears out these claims, and not the others. */
  public String text(List<Boolean> borneOut) {
    String read = text;
    for (int i = 0; i < claims.size(); i++) {
      if (!borneOut.get(i)) {
        read = read.replace(claims.get(i).text(), claims.get(i).otherwise());
      }
    }
    return read;
  }

  /** What the text asks in its end, in a sentence, without what can be chosen. */
  String question() {
    String prose = text.replaceAll("(?m)^(- |  ).*\\R?", " ").replaceAll("\\s+", " ").strip();
    List<String> sentences = List.of(SENTENCE_END.split(prose));
    int end = sentences.size();
    return sentences.subList(Math.max(0, end - FEW), end).stream()
        .filter(it -> it.endsWith("?"))
        .reduce((earlier, later) -> later)
        .orElse(sentences.get(end - 1));
  }

  public Optional<Prediction> prediction() {
    return task.filter(Prediction.class::isInstance).map(Prediction.class::cast);
  }

  public Optional<Goal> goal() {
    return task.filter(Goal.class::isInstance).map(Goal.class::cast);
  }
}
