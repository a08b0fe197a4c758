package quorate.prompt.console;

import quorate.lab.cluster.Catalog;
import quorate.session.LiveTrace;
import quorate.session.Session;

/** What a command works with. */
public record CommandContext(Session session, Console console) implements AutoCloseable {

  /** A session without clusters, whose live trace is printed as notes. */
  public static CommandContext of(Catalog catalog, Console console) {
    LiveTrace live = new LiveTrace(console::note, console::lineWidth, console.out());
    return new CommandContext(new Session(catalog, live), console);
  }

  /** Stops all clusters. Any thread. */
  @Override
  public void close() {
    session.close();
  }
}
