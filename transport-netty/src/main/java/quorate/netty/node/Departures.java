package quorate.netty.node;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import quorate.netty.ClusterThread;
import quorate.netty.FrameHandler;

/**
 * What leaves a node when its thread is done with all that has arrived: first what tells of the
 * messages, and then the messages. Every write wakes another process, and on a machine with few
 * cores that one may get in the way of what is still to be written. Used on the node's thread.
 */
final class Departures {

  private final ClusterThread thread;
  private final List<Runnable> tellers = new ArrayList<>();
  private final Set<FrameHandler> links = new LinkedHashSet<>();
  private boolean planned;

  Departures(ClusterThread thread) {
    this.thread = thread;
  }

  /** Sends what tells of messages. */
  void tell(Runnable teller) {
    tellers.add(teller);
    plan();
  }

  /** Sends what was written to a connection. */
  void flush(FrameHandler link) {
    links.add(link);
    plan();
  }

  private void plan() {
    if (!planned) {
      planned = true;
      thread.executeUnlessStopped(this::depart);
    }
  }

  private void depart() {
    planned = false;
    List<Runnable> told = List.copyOf(tellers);
    tellers.clear();
    told.forEach(Runnable::run);
    List<FrameHandler> written = List.copyOf(links);
    links.clear();
    written.forEach(FrameHandler::flush);
  }
}
