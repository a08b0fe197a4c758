package quorate.lab.simulator;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import quorate.lab.cluster.Chance;
import quorate.lab.cluster.Delay;
import quorate.lab.simulator.Planned.Other;
import quorate.spi.NodeId;

/** The disk of one node, which does one write after the other, each in its time. */
final class SimulatedDisk {

  private final NodeId owner;
  private final Delay takes;
  private final VirtualTime time;
  private final Chance chance;

  /** The writes that the disk has not finished, oldest first. */
  private final Deque<Write> writes = new ArrayDeque<>();

  private long busyUntilNanos;

  /** One write to the disk, and what happens when it is done. */
  private static final class Write {
    private final long begunNanos;
    private final List<Runnable> whenDone = new ArrayList<>();

    /** Whether what is saved now still belongs to it. */
    private boolean open = true;

    Write(long begunNanos) {
      this.begunNanos = begunNanos;
    }
  }

  SimulatedDisk(NodeId owner, Delay takes, VirtualTime time, Chance chance) {
    this.owner = owner;
    this.takes = takes;
    this.time = time;
    this.chance = chance;
  }

  /** All that one rule saves before it sends is one write. */
  void saving(Runnable safe) {
    if (takes.isNone()) {
      safe.run();
      return;
    }
    Write newest = writes.peekLast();
    if (newest == null || !newest.open || newest.begunNanos != time.nowNanos()) {
      Write write = new Write(time.nowNanos());
      writes.add(write);
      time.plan(new Other("the disk of " + owner + " begins to write"), 0, () -> close(write));
      newest = write;
    }
    newest.whenDone.add(safe);
  }

  void whenSaved(Runnable action) {
    Write newest = writes.peekLast();
    if (newest == null) {
      action.run();
    } else {
      close(newest);
      newest.whenDone.add(action);
    }
  }

  /** No more is going to be part of a write: the disk does it as soon as it is free. */
  private void close(Write write) {
    if (write.open) {
      write.open = false;
      long begins = Math.max(write.begunNanos, busyUntilNanos);
      busyUntilNanos = Delay.sum(begins, takes.draw(chance));
      Planned done = new Other("the disk of " + owner + " has written");
      time.plan(done, busyUntilNanos - time.nowNanos(), () -> finish(write));
    }
  }

  /** The writes are done in their order, unless the machine failed before. */
  private void finish(Write write) {
    if (writes.peek() == write) {
      writes.remove();
      write.whenDone.forEach(Runnable::run);
    }
  }

  /** A write of which the machine did not see the end is as if it had never begun. */
  void fail() {
    writes.forEach(this::close); // how long it would have taken is drawn all the same
    writes.clear();
    busyUntilNanos = 0;
  }
}
