package quorate.session;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import quorate.experiments.ObservedCluster;
import quorate.experiments.language.FaultCommand;
import quorate.lab.Printable;
import quorate.lab.UserError;
import quorate.lab.cluster.Fault;
import quorate.lab.cluster.LinkFault;
import quorate.lab.cluster.RecordedCluster;
import quorate.lab.cluster.Storing;
import quorate.lab.simulator.Recording;
import quorate.lab.simulator.Replayer;
import quorate.lab.simulator.SimulatedCluster;
import quorate.lab.trace.TraceEvent;
import quorate.lab.trace.TraceEvent.FaultInjected;
import quorate.lab.trace.TraceEvent.LinksChanged;
import quorate.report.export.Run;
import quorate.report.export.TraceLines;
import quorate.report.export.TraceLines.Head;

/** Runs on their way into files, and out of them. */
public final class Recorded {

  private Recorded() {}

  /** What there is to export of a cluster now. Any thread but the cluster's. */
  public static Run run(ObservedCluster cluster) {
    Optional<Recording> recording = cluster.simulated().map(SimulatedCluster::recording);
    return cluster.call(
        now -> {
          List<TraceEvent> kept = now.trace().events();
          boolean whole = kept.isEmpty() || kept.get(0).number() == 1;
          Optional<Run.Events> all =
              whole
                  ? Optional.of(taker -> each(kept, taker))
                  : recording.map(it -> taker -> again(it, taker));
          return new Run(
              cluster.spec(),
              cluster.world(),
              now.trace().nowNanos(),
              now.trace().last(),
              now.cluster().fingerprint(),
              cluster.network(),
              kept,
              all);
        });
  }

  private static void each(List<TraceEvent> events, Run.Taker taker) throws IOException {
    for (TraceEvent event : events) {
      taker.take(event);
    }
  }

  /** Runs a cluster again, since its trace has forgotten how it began. */
  private static void again(Recording recording, Run.Taker taker)
      throws IOException, InterruptedException {
    List<TraceEvent> happened = new ArrayList<>();
    try (SimulatedCluster again =
        SimulatedCluster.withoutFingerprint(recording.spec(), recording.network())) {
      again.trace().observe(happened::add);
      Replayer replayer = new Replayer(recording, again);
      while (replayer.move()) {
        each(happened, taker);
        happened.clear();
        if (Thread.interrupted()) {
          throw new InterruptedException();
        }
      }
      each(happened, taker);
    }
  }

  /**
   * Reads the runs of a file into a session, each as a cluster whose run is over.
   *
   * @return these clusters
   * @throws UserError if the file cannot be read, or is damaged; then none was added
   */
  public static List<ObservedCluster> open(String file, Session session) {
    Reader reader;
    try (BufferedReader in = Files.newBufferedReader(Path.of(file))) {
      String name = Printable.of(String.valueOf(Path.of(file).getFileName()));
      reader = new Reader(name, session);
      TraceLines.read(in, name, session.catalog(), reader);
      reader.end();
    } catch (IOException | InvalidPathException unreadable) {
      throw new UserError(
          "'%s' cannot be read; type: export jsonl FILE, and open that"
              .formatted(Printable.of(file)));
    }
    reader.clusters.forEach(session::add);
    return reader.clusters;
  }

  private static final class Reader implements TraceLines.Taker {
    private final String file;
    private final Session session;
    private final List<ObservedCluster> clusters = new ArrayList<>();
    private Head head;
    private RecordedCluster run;
    private String fault = "";

    Reader(String file, Session session) {
      this.file = file;
      this.session = session;
    }

    @Override
    public void run(Head next) {
      end();
      head = next;
      String name = session.freeName(next.spec().name());
      for (int i = 2; isRead(name); i++) {
        name = session.freeName(next.spec().name() + "-" + i);
      }
      run = new RecordedCluster(next.spec().named(name), next.world(), file);
      clusters.add(new ObservedCluster(run, next.network()));
    }

    private boolean isRead(String name) {
      return clusters.stream().anyMatch(it -> it.spec().name().equals(name));
    }

    @Override
    public void event(TraceEvent event) {
      run.add(event);
      if (event instanceof LinksChanged && !fault.isEmpty()) {
        if (done() instanceof LinkFault change) {
          run.change(change);
        }
      }
      fault = event instanceof FaultInjected it ? it.fault() : "";
      if (fault.startsWith("store ") && done() instanceof Storing store) {
        run.change(store);
      }
    }

    private Fault done() {
      ObservedCluster cluster = clusters.get(clusters.size() - 1);
      return cluster.call(FaultCommand.parse(fault)::at);
    }

    /** The run that was read is whole. */
    void end() {
      if (run == null) {
        return;
      }
      run.endAt(head.nowNanos());
      long last = run.call(live -> live.trace().last());
      if (last != head.events()) {
        throw new UserError(
            "'%s' is damaged: it has %s of the %s events of %s"
                .formatted(file, last, head.events(), run.spec().name()));
      }
      Optional<String> fingerprint = run.call(live -> live.fingerprint());
      if (head.fingerprint().isPresent() && !fingerprint.equals(head.fingerprint())) {
        throw new UserError(
            "'%s' is damaged: its events have another fingerprint than the run of %s had"
                .formatted(file, run.spec().name()));
      }
    }
  }
}
