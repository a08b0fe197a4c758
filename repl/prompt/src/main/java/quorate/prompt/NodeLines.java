package quorate.prompt;

import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import quorate.lab.Printable;
import quorate.lab.trace.Observer;
import quorate.lab.trace.TraceEvent;
import quorate.lab.trace.TraceEvent.BeliefChanged;
import quorate.lab.trace.TraceEvent.FaultInjected;
import quorate.lab.trace.TraceEvent.FrameRejected;
import quorate.spi.Belief;
import quorate.spi.NodeId;
import quorate.spi.Role;

/**
 * What a node in a process of its own prints: a line for every event that matters to a person. They
 * are written down on the node's thread, and printed on another, which may have to wait.
 */
final class NodeLines implements Observer {

  private static final int MOST_UNREAD = 10_000;
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSS");

  /** The newest that nobody has read yet; an empty one is the end. */
  private final BlockingQueue<Optional<Line>> lines = new LinkedBlockingQueue<>(MOST_UNREAD);

  private String last = "";

  /**
   * A line.
   *
   * @param time of the day
   * @param words what the node does, without its name
   */
  record Line(String time, String words) {}

  @Override
  public void on(TraceEvent event) {
    words(event).ifPresent(this::add);
  }

  private static Optional<String> words(TraceEvent event) {
    if (event instanceof BeliefChanged changed) {
      return Optional.of(words(changed.node(), changed.after()));
    } else if (event instanceof FrameRejected rejected) {
      return Optional.of(rejected.reason());
    } else if (event instanceof FaultInjected injected) {
      return Optional.of("asked to " + injected.fault());
    }
    return Optional.empty();
  }

  private static String words(NodeId node, Belief belief) {
    String epoch = belief.epoch().isPresent() ? " in epoch " + belief.epoch().getAsLong() : "";
    if (!node.isMember()) {
      return "granted to " + belief.leader().map(NodeId::toString).orElse("nobody") + epoch;
    }
    if (belief.leads()) {
      return "leads" + epoch;
    } else if (belief.role() == Role.CANDIDATE) {
      return "campaigns" + epoch;
    }
    return belief
        .leader()
        .map(leader -> "follows " + leader + epoch)
        .orElse("knows no leader" + epoch);
  }

  /** Adds a line, unless it is the last one again. Any thread; if nobody reads, it is lost. */
  synchronized void add(String words) {
    if (!words.equals(last)) {
      last = words;
      lines.offer(Optional.of(new Line(TIME.format(LocalTime.now()), Printable.visible(words))));
    }
  }

  /** There will be no more. */
  void end() {
    lines.offer(Optional.empty());
  }

  /** The next line, as soon as there is one; empty if there will be none. */
  Optional<Line> take() throws InterruptedException {
    return lines.take();
  }

  /** All lines that are there. */
  List<Line> rest() {
    List<Optional<Line>> rest = new ArrayList<>();
    lines.drainTo(rest);
    return rest.stream().flatMap(Optional::stream).toList();
  }
}
