package quorate.experiments.chaos;

/** A person interrupted the shrinking of a failure; what it had come to is not lost. */
public final class StoppedShrinking extends InterruptedException {

  private static final long serialVersionUID = 1;

  private final transient Shrunk soFar;

  StoppedShrinking(Shrunk soFar) {
    super("stopped");
    this.soFar = soFar;
  }

  /** The smallest until then; of a leader that did not come, it may have needed more time. */
  public Shrunk soFar() {
    return soFar;
  }
}
