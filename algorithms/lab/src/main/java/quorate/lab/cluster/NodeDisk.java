package quorate.lab.cluster;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import quorate.lab.trace.Trace;
import quorate.lab.trace.TraceEvent.DiskLost;
import quorate.lab.trace.TraceEvent.Persisted;
import quorate.lab.trace.TraceEvent.SaveLost;
import quorate.lab.trace.TraceEvent.Saving;
import quorate.spi.Durable;
import quorate.spi.NodeId;

/**
 * The disk of one node's machine: what is on it, and what is being saved. Used on the cluster's own
 * thread.
 */
final class NodeDisk {

  private final NodeId self;
  private final Ports ports;
  private final Trace trace;
  private Optional<Durable> content;

  /** What is being saved and is not on the disk yet, oldest first. */
  private final Deque<Save> unsaved = new ArrayDeque<>();

  /** What a node saves; {@code begun} is empty until it turns out that the disk takes time. */
  private static final class Save {
    private final Durable state;
    private Optional<Saving> begun = Optional.empty();
    private boolean done;

    Save(Durable state) {
      this.state = state;
    }
  }

  NodeDisk(NodeId self, Ports ports, Trace trace, Optional<Durable> content) {
    this.self = self;
    this.ports = ports;
    this.trace = trace;
    this.content = content;
  }

  Optional<Durable> content() {
    return content;
  }

  /** Saves something, at once or in a while. */
  void save(Durable state, long cause) {
    Save save = new Save(state);
    unsaved.add(save);
    if (ports.savesTakeTime()) {
      begin(save, cause);
    }
    ports.saving(state, () -> saved(save, cause));
    if (!save.done && save.begun.isEmpty()) {
      begin(save, cause);
    }
  }

  private void begin(Save save, long cause) {
    save.begun = Optional.of(trace.write(cause, at -> new Saving(at, self, save.state)));
  }

  /** The oldest save is on the disk. */
  private void saved(Save save, long cause) {
    unsaved.remove(save);
    save.done = true;
    content = Optional.of(save.state);
    long because = save.begun.map(Saving::number).orElse(cause);
    trace.write(because, at -> new Persisted(at, self, save.state));
  }

  /** The machine fails: what is not on the disk yet never will be. */
  void loseUnsaved() {
    ports.fail();
    Save first = unsaved.peek();
    if (first != null) {
      long begun = first.begun.map(Saving::number).orElse(0L);
      trace.write(begun, at -> new SaveLost(at, self, first.state));
      unsaved.clear();
    }
  }

  void wipe() {
    content = Optional.empty();
    ports.wipe();
    trace.write(0, at -> new DiskLost(at, self));
  }
}
