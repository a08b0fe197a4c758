package quorate.prompt.console;

/** Standard output cannot be written any more: nobody gets what is printed, so the program ends. */
public final class OutputLost extends RuntimeException {

  private static final long serialVersionUID = 1;

  OutputLost() {
    super("standard output cannot be written");
  }
}
