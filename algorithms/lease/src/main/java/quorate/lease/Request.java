package quorate.lease;

/**
 * The number of a request, by which its answer is known. What was asked before a crash differs from
 * all that is asked after it.
 *
 * @param life which life of the contender, counted from 1: how often it has started
 * @param number which request of that life, counted from 1
 */
public record Request(long life, long number) implements Comparable<Request> {

  /** Whether this one was made after another; every request was after none at all. */
  boolean isNewerThan(Request other) {
    return other == null || compareTo(other) > 0;
  }

  @Override
  public int compareTo(Request other) {
    int byLife = Long.compare(life, other.life);
    return byLife != 0 ? byLife : Long.compare(number, other.number);
  }

  /** Life and number: {@code 1.7}. */
  @Override
  public String toString() {
    return life + "." + number;
  }
}
