package quorate.course;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import quorate.course.Goal.Detour;

/** A learner's attempts to do one task: what was seen, what was remarked on, what was hinted. */
final class Attempt {

  private static final String HELP = "(`hint` helps, and Enter shows again what is wanted.)";

  private final Step step;
  private final Facts facts;
  private final Set<Detour> warned = new HashSet<>();
  private final Set<String> named = new HashSet<>();
  private int hinted;
  private boolean outcomeSeen;

  Attempt(Step step, Facts facts) {
    this.step = step;
    this.facts = facts;
  }

  /** Whether the learner has seen the outcome of something that was done towards the goal. */
  boolean outcomeSeen() {
    return outcomeSeen;
  }

  /**
   * A command was answered.
   *
   * @return all that is known, if it reaches the goal
   */
  Optional<ObjectNode> answered(Goal goal, ObjectNode answer) {
    facts.answered(answer);
    outcomeSeen |= isTry(answer) || answer.path("command").asText().matches(".*\\bwait\\b.*");
    return Optional.of(facts.now()).filter(goal::isReached);
  }

  /** Whether a command showed an outcome: then it was a try to reach the goal. */
  private boolean isTry(ObjectNode answer) {
    boolean begins =
        answer.path("command").asText().matches("(set|start|restart|resume|heal)\\b.*");
    boolean shows =
        answer.has("rows")
            || answer.has("algorithms") && answer.has("trials")
            || !answer.path("results").isEmpty();
    return shows && (!begins || isReachedByStarting());
  }

  private boolean isReachedByStarting() {
    return step.solution().stream()
        .flatMap(line -> Stream.of(line.split(";")))
        .allMatch(it -> it.strip().matches("(set|start|stop)\\b.*"));
  }

  /**
   * What there is to say, in Markdown, after a command that has not led to the goal: what the
   * chapter says to it, what the goal lacks, if that was not said before, or nothing in particular
   * ({@code ""}), if it was a try. Empty if the course is to keep quiet.
   *
   * @param changed whether the command changed anything
   */
  Optional<String> notYet(Goal goal, ObjectNode answer, boolean changed) {
    ObjectNode now = facts.now();
    List<Detour> seen = goal.detours().stream().filter(it -> it.seen().matches(now)).toList();
    Optional<Detour> fresh = seen.stream().filter(warned::add).findFirst();
    if (fresh.isPresent()) {
      return fresh.map(Detour::text);
    }
    ObjectNode last = Facts.ofLastAnswer(now);
    Optional<String> again =
        seen.stream()
            .filter(detour -> isTry(answer) && detour.seen().matches(last))
            .findFirst()
            .map(Detour::text);
    return again
        .or(() -> changed || isTry(answer) ? lacking(goal, now) : Optional.empty())
        .or(() -> isTry(answer) ? Optional.of(named.add(HELP) ? HELP : "") : Optional.empty());
  }

  private Optional<String> lacking(Goal goal, ObjectNode now) {
    return Shortfall.of(goal, now).filter(named::add);
  }

  /** The next hint, from a nudge to the solution, and after that the solution again; Markdown. */
  List<String> hint() {
    int more = step.hints().size() - hinted;
    if (more > 0) {
      return List.of(step.hints().get(hinted++), "(hint: " + more + " more)");
    }
    Stream<String> commands = step.solution().stream().map(it -> "    " + it);
    return Stream.concat(Stream.of("This leads there:"), commands).toList();
  }
}
