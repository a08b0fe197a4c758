package quorate.repl.lessons;

import java.util.List;
import java.util.Optional;

/**
 * A step of a chapter: something to read, and perhaps something to do.
 *
 * @param heading the heading of the section that it belongs to
 * @param text what to read, in Markdown
 * @param task what to do; empty in a step that is only read
 * @param hints from a nudge to nearly all, in Markdown
 * @param solution commands that reach the goal, a line each
 */
public record Step(
    String heading, String text, Optional<Task> task, List<String> hints, List<String> solution) {

  /** Copies the lists. */
  public Step {
    hints = List.copyOf(hints);
    solution = List.copyOf(solution);
  }

  /** What is to be predicted here, if anything is. */
  public Optional<Prediction> prediction() {
    return task.filter(Prediction.class::isInstance).map(Prediction.class::cast);
  }

  /** What is to be brought about here, if anything is. */
  public Optional<Goal> goal() {
    return task.filter(Goal.class::isInstance).map(Goal.class::cast);
  }
}
