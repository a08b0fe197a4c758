package quorate.netty;

/** Runs an action once, when as many things are done as were awaited. */
final class Countdown {

  private final Runnable action;
  private int left;

  /** Awaits some things; with none to await, runs the action at once. */
  Countdown(int awaited, Runnable action) {
    this.action = action;
    this.left = awaited;
    if (awaited == 0) {
      action.run();
    }
  }

  /** One of them is done. */
  void count() {
    left--;
    if (left == 0) {
      action.run();
    }
  }
}
