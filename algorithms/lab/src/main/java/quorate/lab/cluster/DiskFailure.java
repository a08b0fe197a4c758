package quorate.lab.cluster;

/**
 * A disk did not take what a node has to save before it goes on. The message says in one line what
 * happened: lower case, no full stop.
 */
public final class DiskFailure extends RuntimeException {

  private static final long serialVersionUID = 1;

  public DiskFailure(String message, Throwable cause) {
    super(message, cause);
  }
}
