package quorate.testkit;

import java.util.ArrayList;
import java.util.List;
import quorate.spi.ElectionAlgorithm;

/**
 * A story in a text file: what a tester does to a small cluster, a line each, and indented below it
 * what then happens. The language is that of {@link Conversation}. Comments begin with {@code #};
 * the first line is one, and says what the story shows.
 *
 * @param name what the file is called in reports
 * @param epilogue the comments and empty lines after the last step
 */
record Transcript(String name, List<Step> steps, List<String> epilogue) {

  private static final String INDENT = "  ";

  /**
   * One line of the tester.
   *
   * @param prose the comments and empty lines before it
   * @param line its number in the file, counted from 1
   * @param input what the tester says
   * @param expected what happens then, each line without its indentation
   */
  record Step(List<String> prose, int line, String input, List<String> expected) {}

  /**
   * @throws AssertionError if the text is no transcript, with the place
   */
  static Transcript parse(String name, String text) {
    List<String> lines = text.lines().toList();
    if (lines.isEmpty() || !lines.get(0).matches("# .*\\S.*")) {
      throw new AssertionError(name + ":1: begin with '# ' and what the story shows");
    }
    List<Step> steps = new ArrayList<>();
    List<String> prose = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).stripTrailing();
      if (line.isEmpty() || line.startsWith("#")) {
        prose.add(line);
      } else if (!line.startsWith(" ")) {
        steps.add(new Step(List.copyOf(prose), i + 1, line, new ArrayList<>()));
        prose.clear();
      } else if (steps.isEmpty() || !prose.isEmpty()) {
        throw new AssertionError(
            name + ":" + (i + 1) + ": what happens stands right below what is done, got:" + line);
      } else {
        steps.get(steps.size() - 1).expected().add(line.strip());
      }
    }
    if (steps.isEmpty()) {
      throw new AssertionError(name + ": nothing is done; " + Conversation.known());
    }
    return new Transcript(name, steps, List.copyOf(prose));
  }

  /**
   * Plays the story and compares.
   *
   * @throws AssertionError at the first line that differs, or that cannot be played
   */
  void check(ElectionAlgorithm algorithm) {
    Conversation conversation = new Conversation(algorithm);
    for (Step step : steps) {
      compare(step, play(step, conversation));
    }
  }

  /**
   * Plays the story and writes down what happens, in place of what was expected.
   *
   * @throws AssertionError at a line that cannot be played
   */
  String rewrite(ElectionAlgorithm algorithm) {
    Conversation conversation = new Conversation(algorithm);
    List<String> lines = new ArrayList<>();
    for (Step step : steps) {
      lines.addAll(step.prose());
      lines.add(step.input());
      play(step, conversation).forEach(line -> lines.add(INDENT + line));
    }
    lines.addAll(epilogue);
    return String.join("\n", lines) + "\n";
  }

  private List<String> play(Step step, Conversation conversation) {
    try {
      return conversation.say(step.input()).stream().map(String::strip).toList();
    } catch (RuntimeException | AssertionError wrong) {
      throw new AssertionError(
          name + ":" + step.line() + ": " + step.input() + "\n" + wrong.getMessage(), wrong);
    }
  }

  private void compare(Step step, List<String> actual) {
    for (int i = 0; i < Math.max(actual.size(), step.expected().size()); i++) {
      String expected = lineOf(step.expected(), i);
      String happened = lineOf(actual, i);
      if (!expected.equals(happened)) {
        throw new AssertionError(
            String.format(
                "%s:%d: after '%s' (line %d)%n  expected  %s%n  happened  %s",
                name, step.line() + 1 + i, step.input(), step.line(), expected, happened));
      }
    }
  }

  private static String lineOf(List<String> lines, int i) {
    return i < lines.size() ? lines.get(i) : "(nothing more)";
  }
}
