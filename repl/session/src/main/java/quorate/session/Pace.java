package quorate.session;

/** Looks, now and then while a cluster is run again, whether a person waits or has had enough. */
final class Pace {

  private static final int MOVES_BETWEEN_LOOKS = 4096;

  private final Progress progress;
  private int moves;
  private long toldNanos = System.nanoTime();

  Pace(Progress progress) {
    this.progress = progress;
  }

  /**
   * Another move is about to be done.
   *
   * @return whether it is time to {@link #look}
   */
  boolean isTime() {
    return ++moves % MOVES_BETWEEN_LOOKS == 0;
  }

  /**
   * Looks.
   *
   * @param done how much is done by now, of {@code all}
   * @param what what is counted: {@code events}
   * @throws InterruptedException if the thread was interrupted
   */
  void look(long done, long all, String what) throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    long now = System.nanoTime();
    if (now - toldNanos >= Progress.EVERY.toNanos()) {
      toldNanos = now;
      int most = (int) Math.min(all, Integer.MAX_VALUE);
      progress.at((int) Math.min(done, most), most, what);
    }
  }
}
