package quorate.course;

import java.util.List;

/**
 * A chapter of the course: one question, and the experiment that settles it.
 *
 * @param id the name of its file, without the ending
 * @param number its place in the course, from 1 on
 * @param title its title, without the number
 * @param minutes about how long it takes
 * @param overTcp whether it can be played over TCP as well; in virtual time all can
 * @param steps its steps, in order; at least one has a goal
 */
public record Chapter(
    String id, int number, String title, int minutes, boolean overTcp, List<Step> steps) {

  /** Copies the list. */
  public Chapter {
    steps = List.copyOf(steps);
  }

  /** How the title is printed. */
  public String heading() {
    return "Exercise " + number + ": " + title;
  }
}
