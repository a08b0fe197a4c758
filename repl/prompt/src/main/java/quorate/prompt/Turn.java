package quorate.prompt;

import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import quorate.session.Session;

/** Lets one thread at a time use the session, and ends what it does if somebody asks. */
final class Turn {

  /** A wait that is longer than this is worth a word, and too long for what can be left out. */
  private static final long SHORT_MILLIS = 300;

  private final Session session;
  private final Consumer<String> notes;
  private Thread running;

  Turn(Session session, Consumer<String> notes) {
    this.session = session;
    this.notes = notes;
  }

  /**
   * Does something as soon as nobody else has the turn.
   *
   * @param otherwise is returned if the thread is interrupted before
   */
  <T> T take(Supplier<T> work, T otherwise) {
    try {
      boolean free = session.turn().tryLock(); // also if this thread has it, interrupted or not
      if (!free && !session.turn().tryLock(SHORT_MILLIS, TimeUnit.MILLISECONDS)) {
        notes.accept("(this waits for a command of the page; Ctrl-C takes it back)");
        session.turn().lockInterruptibly();
      }
    } catch (InterruptedException takenBack) {
      return otherwise;
    }
    return does(work);
  }

  /** Does something, unless somebody else has the turn for longer than a moment. */
  void takeIfFree(Runnable work) {
    try {
      if (!session.turn().tryLock(SHORT_MILLIS, TimeUnit.MILLISECONDS)) {
        return;
      }
    } catch (InterruptedException leaving) {
      Thread.currentThread().interrupt();
      return;
    }
    does(
        () -> {
          work.run();
          return true;
        });
  }

  private <T> T does(Supplier<T> work) {
    Thread before = enter(Thread.currentThread());
    try {
      return work.get();
    } finally {
      enter(before);
      session.turn().unlock();
    }
  }

  private synchronized Thread enter(Thread next) {
    Thread before = running;
    running = next;
    return before;
  }

  /** Ends what is being done, as Ctrl-C does. Any thread. */
  synchronized void interrupt() {
    if (running != null) {
      running.interrupt();
    }
  }
}
