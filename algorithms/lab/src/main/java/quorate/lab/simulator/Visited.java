package quorate.lab.simulator;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Optional;
import quorate.lab.simulator.Recording.Position;

/** The moments at which a cluster was before its last moves, so that it finds back to them. */
public final class Visited {

  private static final int MOST = 1000;

  /** Those before a move that wrote an event, the newest first. */
  private final Deque<Position> before = new ArrayDeque<>();

  private boolean forgot;

  /** The cluster has made a move that wrote an event. */
  void left(Position position) {
    before.addFirst(position);
    if (before.size() > MOST) {
      before.removeLast();
      forgot = true;
    }
  }

  /**
   * Where the cluster was before so many moves that wrote an event, or at its beginning if there
   * were fewer; empty if that is too long ago to be remembered.
   */
  public Optional<Position> before(int moves) {
    if (moves > before.size() && forgot) {
      return Optional.empty();
    }
    Iterator<Position> newestFirst = before.iterator();
    Position found = new Position(0, 0, 0);
    for (int i = 0; i < moves && newestFirst.hasNext(); i++) {
      found = newestFirst.next();
    }
    return Optional.of(found);
  }
}
