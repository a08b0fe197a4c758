package quorate.course;

import java.util.List;
import java.util.stream.IntStream;

/**
 * A chapter of the course: one question, and the experiment that settles it.
 *
 * @param id the name of its file, without the ending
 * @param number its place in the course, from 1 on
 * @param title its title, without the number
 * @param overTcp whether it can be played over TCP as well; in virtual time all can
 * @param steps its steps, in order; at least one has a goal
 */
public record Chapter(
    String id, int number, String title, int minutes, boolean overTcp, List<Step> steps) {

  public String heading() {
    return "Exercise " + number + ": " + title;
  }

  /** The first step with a task, from a step on; the number of steps if there is none. */
  int taskFrom(int step) {
    return IntStream.range(step, steps.size())
        .filter(it -> steps.get(it).task().isPresent())
        .findFirst()
        .orElse(steps.size());
  }
}
