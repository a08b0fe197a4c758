package quorate.netty.node;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import quorate.lab.cluster.DiskFailure;
import quorate.spi.Durable;

/**
 * What a node saves to its file, if it has one. All that one rule saves before it sends is one
 * write: to force a file to the disk takes long, and the newest state replaces all before it. Used
 * on the node's thread.
 */
final class NodeSaves {

  private final Optional<DurableFile> file;
  private final Runnable soon;

  /** What is not written yet; empty if all is. */
  private Optional<Durable> newest = Optional.empty();

  private final List<Runnable> whenWritten = new ArrayList<>();
  private long count;
  private long totalNanos;
  private long lastNanos;
  private long longestNanos;

  /**
   * Nothing was saved yet.
   *
   * @param soon sees to it that {@link #write} is called when the rule that saves is over
   */
  NodeSaves(Optional<DurableFile> file, Runnable soon) {
    this.file = file;
    this.soon = soon;
  }

  /** Whether there is a file to write to. */
  boolean takeTime() {
    return file.isPresent();
  }

  /** Saves a state before the next {@link #write} returns; {@code safe} is run then. */
  void save(Durable state, Runnable safe) {
    if (file.isEmpty()) {
      safe.run();
      return;
    }
    if (newest.isEmpty()) {
      soon.run();
    }
    newest = Optional.of(state);
    whenWritten.add(safe);
  }

  /**
   * Writes what is to be saved, if anything; when this returns, it is on the disk.
   *
   * @throws DiskFailure if the disk does not take it
   */
  void write() {
    if (newest.isEmpty()) {
      return;
    }
    Durable state = newest.get();
    long begun = System.nanoTime();
    try {
      file.orElseThrow().save(state);
    } catch (IOException failed) {
      throw failure(failed);
    }
    note(System.nanoTime() - begun);
    List<Runnable> safe = List.copyOf(whenWritten);
    forget();
    safe.forEach(Runnable::run);
  }

  private void note(long nanos) {
    count++;
    totalNanos += nanos;
    lastNanos = nanos;
    longestNanos = Math.max(longestNanos, nanos);
  }

  /** What is not written yet never will be. */
  void forget() {
    newest = Optional.empty();
    whenWritten.clear();
  }

  /** Empties the file. */
  void wipe() {
    try {
      if (file.isPresent()) {
        file.get().wipe();
      }
    } catch (IOException failed) {
      throw failure(failed);
    }
  }

  private DiskFailure failure(IOException failed) {
    return new DiskFailure(file.orElseThrow().failure(failed), failed);
  }

  /** The same, with what was counted elsewhere. */
  Counters counters(ByteCounter bytes, long rejected) {
    return new Counters(
        bytes.sent(), bytes.received(), count, totalNanos, lastNanos, longestNanos, rejected);
  }

  void close() {
    file.ifPresent(DurableFile::close);
  }
}
