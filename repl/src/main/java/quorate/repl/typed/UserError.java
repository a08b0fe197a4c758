package quorate.repl.typed;

/**
 * What was typed cannot be done. The message says in one line what was wrong and what to type
 * instead: lower case, no full stop.
 */
public final class UserError extends RuntimeException {

  private static final long serialVersionUID = 1;

  /** An error for a person to read. */
  public UserError(String message) {
    super(message);
  }
}
