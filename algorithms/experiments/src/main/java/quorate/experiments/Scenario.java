package quorate.experiments;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import quorate.experiments.language.FaultCommand;
import quorate.experiments.language.FaultRows;
import quorate.experiments.language.Lookalikes;
import quorate.experiments.language.Statements;
import quorate.experiments.language.Statements.Statement;
import quorate.lab.Printable;
import quorate.lab.UserError;
import quorate.lab.cluster.ClusterSpec;

/**
 * What is done to a cluster in a trial, and from when on it is measured: a text in the language of
 * the prompt, with faults, {@code wait} and {@code observe}. It begins when the cluster has started
 * and agrees on a leader.
 *
 * <p>{@code observe} says that the next fault is the one from which on the cluster is measured;
 * without it, that is the first fault. The cluster is measured until it settles after the last
 * statement, or after the last one before {@code observe end}. Of a scenario without a fault the
 * start itself is measured.
 */
public final class Scenario {

  /** The words that begin a statement of a scenario, besides those of faults. */
  public static final List<String> VERBS = List.of("wait", "observe");

  private static final int LONGEST_TEXT = 100_000;

  private final String name;
  private final String text;
  private final String description;
  private final List<Step> steps;

  /** One statement. Its text is what was typed. */
  public sealed interface Step {
    record Do(FaultCommand fault) implements Step {
      @Override
      public String toString() {
        return fault.toString();
      }
    }

    record Await(Wait what) implements Step {
      @Override
      public String toString() {
        return "wait " + what.word();
      }
    }

    /** Measuring begins with the next fault, or ends. */
    record Observe(boolean begin) implements Step {
      @Override
      public String toString() {
        return begin ? "observe" : "observe end";
      }
    }
  }

  private Scenario(String name, String text, String description, List<Step> steps) {
    this.name = name;
    this.text = text;
    this.description = description;
    this.steps = List.copyOf(steps);
  }

  /**
   * Reads a scenario.
   *
   * @param name what it is called, or the path of its file
   * @param written its statements; its first line, if that is a comment, says what happens
   * @throws UserError if a statement is none of a scenario
   */
  public static Scenario parse(String name, String written) {
    String text = Printable.withoutMark(written);
    if (text.length() > LONGEST_TEXT) {
      throw new UserError(
          Printable.of(name) + " is no scenario: it has more than " + LONGEST_TEXT + " characters");
    }
    List<Step> steps = new ArrayList<>();
    for (Statement statement : Statements.of(text)) {
      try {
        steps.add(step(statement.words()));
      } catch (UserError wrong) {
        UserError explained = Lookalikes.explain(wrong, statement.text());
        throw inScenario(name, Printable.of(statement.text()), explained);
      }
    }
    String first = text.strip().lines().findFirst().orElse("");
    String description =
        first.startsWith("#") ? Printable.visible(first.substring(1).strip()) : Printable.of(name);
    return new Scenario(name, text, description, steps);
  }

  private static UserError inScenario(String name, String step, UserError wrong) {
    return new UserError(
        "scenario " + Printable.of(name) + ": " + step + ": " + wrong.getMessage());
  }

  private static Step step(List<String> words) {
    String verb = words.get(0);
    if (FaultRows.all().containsKey(verb)) {
      return new Step.Do(FaultCommand.parse(words));
    } else if (verb.equals("wait") && words.size() == 2) {
      return new Step.Await(Wait.parse(words.get(1)));
    } else if (verb.equals("observe") && words.size() == 1) {
      return new Step.Observe(true);
    } else if (words.equals(List.of("observe", "end"))) {
      return new Step.Observe(false);
    }
    List<String> known = new ArrayList<>(FaultRows.all().keySet());
    known.addAll(VERBS);
    throw UserError.unknown(
        "not a statement of a scenario",
        verb,
        known,
        "type faults, wait 500ms, wait converged, observe, or observe end");
  }

  /** What is typed: {@code crash-leader}, or a path. */
  public String name() {
    return name;
  }

  public String description() {
    return description;
  }

  public String text() {
    return text;
  }

  public List<Step> steps() {
    return steps;
  }

  /** Throws a UserError if a node or message that it names does not exist in such a cluster. */
  public void check(ClusterSpec spec) {
    for (Step step : steps) {
      if (step instanceof Step.Do fault) {
        try {
          fault.fault().check(spec);
        } catch (UserError wrong) {
          throw inScenario(name, step.toString(), wrong);
        }
      }
    }
  }

  boolean saysWhenToObserve() {
    return steps.contains(new Step.Observe(true));
  }

  /** Whether anything is done to the cluster; if not, its start is measured. */
  boolean hasFaults() {
    return steps.stream().anyMatch(Step.Do.class::isInstance);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Scenario scenario
        && scenario.name.equals(name)
        && scenario.text.equals(text);
  }

  @Override
  public int hashCode() {
    return Objects.hash(name, text);
  }

  @Override
  public String toString() {
    return name;
  }
}
