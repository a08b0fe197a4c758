package quorate.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import quorate.experiments.ObservedCluster;

/**
 * Answers that come later. Where somebody lets the time of a cluster pass and looks on, a fault
 * does not run ahead of it: its outcome is told once time has brought it. For the thread that has
 * the turn, but for {@link #isEmpty}.
 */
public final class Expectations {

  /** What a command will answer once its clusters have settled. */
  public interface Expected {

    /** As it was typed. */
    String command();

    /**
     * What became of the clusters, if all of it is known by now; then none is looked at further.
     */
    Optional<Answer> answer();

    /**
     * A cluster is gone, or goes another way: it is looked at no further.
     *
     * @return whether others are left
     */
    boolean without(ObservedCluster cluster);
  }

  private final Session session;
  private final List<Expected> all = new CopyOnWriteArrayList<>();
  private volatile Predicate<String> playing = name -> false;

  Expectations(Session session) {
    this.session = session;
  }

  /** Somebody lets the time of some clusters pass from now on; asked by their names. */
  public void whilePlaying(Predicate<String> plays) {
    playing = plays;
  }

  /** Whether somebody lets its time pass and looks on. */
  public boolean plays(ObservedCluster cluster) {
    return playing.test(cluster.spec().name());
  }

  /** Waits for one more answer. What was expected of these clusters before is so no longer. */
  public void expect(Expected answer, List<ObservedCluster> clusters) {
    clusters.forEach(this::forget);
    all.add(answer);
  }

  private void forget(ObservedCluster cluster) {
    all.removeIf(it -> !it.without(cluster));
  }

  /** Any thread. */
  public boolean isEmpty() {
    return all.isEmpty();
  }

  /** A command and what it answers at last. */
  public record Arrived(String command, Answer answer) {}

  /** The answers that are there by now; each once. */
  public List<Arrived> arrived() {
    List<Arrived> arrived = new ArrayList<>();
    for (Expected each : all) {
      each.answer()
          .ifPresent(
              answer -> {
                all.remove(each);
                arrived.add(new Arrived(each.command(), answer));
              });
    }
    return arrived;
  }

  /** Follows the coming and going of clusters. */
  Session.Watcher watcher() {
    return new Session.Watcher() {
      @Override
      public void added(ObservedCluster cluster) {}

      @Override
      public void stopping(ObservedCluster cluster) {
        forget(cluster);
      }
    };
  }

  /** Waits for none of them any longer. */
  public void end() {
    playing = name -> false;
    session.all().forEach(this::forget);
  }
}
