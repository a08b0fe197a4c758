package quorate.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import quorate.experiments.ObservedCluster;
import quorate.lab.UserError;
import quorate.lab.cluster.World;
import quorate.lab.simulator.Recording;
import quorate.netty.http.Reply;
import quorate.netty.http.Request;
import quorate.netty.http.Routes;
import quorate.netty.http.Routes.BadRequest;
import quorate.report.Json;
import quorate.session.Progress;
import quorate.session.Session;

/**
 * Answers what the page asks about whole runs: other moments of them, and addresses that hold them.
 */
final class RunRequests {

  private static final double LONGEST_MILLIS = Duration.ofDays(1).toMillis();

  static final Progress UNHEARD =
      new Progress() {
        @Override
        public void at(int done, int all, String what) {}

        @Override
        public void shrunkTo(int nodes, int faults) {}

        @Override
        public void over() {}
      };

  private final Session session;
  private final PageRuns runs;
  private final Predicate<String> desk;

  /**
   * @param desk runs a line as if it were typed, and says whether it worked
   */
  RunRequests(Session session, PageRuns runs, Predicate<String> desk) {
    this.session = session;
    this.runs = runs;
    this.desk = desk;
  }

  void addTo(Routes routes) {
    routes
        .get("/moment", this::moment)
        .get("/marks", this::marks)
        .get("/link", this::link)
        .post("/open", this::open);
  }

  /** Work that needs the turn of the session. */
  @FunctionalInterface
  private interface Work<T> {
    T run() throws InterruptedException;
  }

  private <T> T inTurn(Work<T> work) throws InterruptedException {
    session.turn().lockInterruptibly();
    try {
      return work.run();
    } catch (UserError wrong) {
      throw new BadRequest(wrong.getMessage());
    } finally {
      session.turn().unlock();
    }
  }

  /** What is known of a cluster with the turn, so that the rest needs it no longer. */
  private record Known(ObservedCluster cluster, Optional<Recording> way) {}

  private Reply moment(Request request) throws InterruptedException {
    String name = name(request, "/moment?cluster=raft&at_ms=163.2");
    double at = number(request, "at_ms", "0", 0, LONGEST_MILLIS);
    double speed = number(request, "speed", "1", PageTime.SLOWEST, PageTime.FASTEST);
    Known known =
        inTurn(
            () -> {
              ObservedCluster cluster = session.cluster(name);
              return new Known(cluster, cluster.simulated().map(it -> session.time().way(cluster)));
            });
    Duration linger = Duration.ofNanos((long) (Stages.LINGER.toNanos() * speed));
    try {
      long nanos = nanos(at, known);
      return Reply.json(runs.moment(known.cluster(), known.way(), nanos, linger).toString());
    } catch (IllegalStateException closed) {
      throw new BadRequest(name + " was stopped");
    }
  }

  /**
   * A moment that the page rounded to microseconds: the very end of a run that is known to its end,
   * if it is that, and else what goto would make of it. Over TCP it has all events that are printed
   * with that time.
   */
  private static long nanos(double millis, Known known) {
    long micros = Math.round(millis * 1e3);
    if (known.cluster().world() == World.TCP) {
      return micros * 1000 + 499;
    }
    long end =
        known.way().isPresent()
            ? known.way().get().end().nanos()
            : known.cluster().call(now -> now.trace().nowNanos());
    return micros == Math.round(end / 1e3) ? end : micros * 1000;
  }

  private Reply marks(Request request) throws InterruptedException {
    String name = name(request, "/marks?cluster=raft");
    return Reply.json(inTurn(() -> runs.marks(session.cluster(name))).toString());
  }

  /** The present branch of a cluster as an address holds it. */
  private Reply link(Request request) throws InterruptedException {
    String name = name(request, "/link?cluster=raft");
    List<String> script =
        inTurn(
            () -> {
              var branches = session.branches();
              return branches.script(branches.present(session.cluster(name)), UNHEARD);
            });
    String packed = RunLink.packed(script);
    return Reply.json(
        Json.object().put("run", packed).put("title", RunLink.of(packed).title()).toString());
  }

  /** Says what an address holds and, if a person wants that, runs it. */
  private Reply open(ObjectNode body) throws InterruptedException {
    JsonNode run = body.path("run");
    JsonNode go = body.path("go");
    if (!run.isTextual() || !(go.isBoolean() || go.isMissingNode())) {
      throw new BadRequest("a run of an address looks like this: {\"run\":\"...\",\"go\":true}");
    }
    RunLink link = RunLink.of(run.textValue());
    ObjectNode json = Json.object().put("title", link.title());
    if (go.asBoolean()) {
      return Reply.json(inTurn(() -> opened(link, json)).toString());
    }
    link.linesFor(link.name()).forEach(json.putArray("commands")::add);
    return Reply.json(json.toString());
  }

  private ObjectNode opened(RunLink link, ObjectNode json) {
    String name = session.freeName(link.name());
    boolean follows = session.settings().follow();
    if (follows) {
      desk.test("set follow off"); // or else time passes behind each fault
    }
    boolean same = true;
    Optional<String> failed = Optional.empty();
    for (String line : link.linesFor(name)) {
      boolean worked = failed.isPresent() || desk.test(line);
      if (!worked && RunLink.isCheck(line)) {
        same = false; // and the way to the moment may still be gone
      } else if (!worked) {
        failed = Optional.of(line);
      }
    }
    if (follows) {
      desk.test("set follow on");
    }
    boolean there = session.isTaken(name);
    return json.put("ok", same && failed.isEmpty())
        .put("cluster", there ? name : null)
        .put("same", same)
        .put("failed", failed.orElse(null))
        .put("fingerprint", there ? session.cluster(name).fingerprint().orElse(null) : null);
  }

  private static String name(Request request, String example) {
    return request
        .parameter("cluster")
        .orElseThrow(() -> new BadRequest("say which cluster: " + example));
  }

  private static double number(
      Request request, String name, String usual, double least, double most) {
    String typed = request.parameter(name).orElse(usual);
    if (typed.matches("\\d{1,9}(\\.\\d{1,9})?")) {
      double number = Double.parseDouble(typed);
      if (number >= least && number <= most) {
        return number;
      }
    }
    throw new BadRequest(
        "%s is a number from %s to %s, such as 20".formatted(name, plain(least), plain(most)));
  }

  private static String plain(double number) {
    return number == Math.rint(number) ? Long.toString((long) number) : Double.toString(number);
  }
}
