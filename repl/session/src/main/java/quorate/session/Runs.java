package quorate.session;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Numbered runs, of which each thread takes the next. They are handed over in the order of their
 * numbers, so that what comes of them is the same whatever the threads. The first that fails is the
 * last: what comes after it is void.
 */
final class Runs<R> {

  private final One<R> run;
  private final Predicate<R> fails;
  private final Consumer<R> inOrder;
  private final Map<Integer, R> waiting = new HashMap<>();
  private int last;
  private int taken;
  private int counted;

  /** Does the run of a number. */
  interface One<R> {
    R of(int number) throws InterruptedException;
  }

  /**
   * Does nothing yet.
   *
   * @param all how many there are, unless one fails
   * @param inOrder takes the runs, from whichever thread, one at a time
   */
  Runs(int all, One<R> run, Predicate<R> fails, Consumer<R> inOrder) {
    this.last = all;
    this.run = run;
    this.fails = fails;
    this.inOrder = inOrder;
  }

  /** Does the next run; false if there is no more to do. */
  boolean next() throws InterruptedException {
    int number = take();
    if (number > 0) {
      done(number, run.of(number));
    }
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    return number > 0;
  }

  /** Does runs until there is no more to do. */
  Void rest() throws InterruptedException {
    boolean more = true;
    while (more) {
      more = next();
    }
    return null;
  }

  private synchronized int take() {
    return taken < last ? ++taken : 0;
  }

  private synchronized void done(int number, R result) {
    if (fails.test(result)) {
      last = Math.min(last, number);
    }
    waiting.put(number, result);
    while (counted < last && waiting.containsKey(counted + 1)) {
      inOrder.accept(waiting.remove(++counted));
    }
  }

  /** How many were handed over. */
  synchronized int counted() {
    return counted;
  }
}
