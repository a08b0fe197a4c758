package quorate.nodes.server;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import quorate.experiments.ObservedCluster;
import quorate.experiments.language.Moment;
import quorate.lab.UserError;
import quorate.lab.cluster.Fault.Resign;
import quorate.lab.cluster.LiveCluster;
import quorate.netty.http.EventStream;
import quorate.netty.http.HttpServer;
import quorate.netty.http.Reply;
import quorate.netty.http.Request;
import quorate.netty.http.ResourceFiles;
import quorate.netty.http.Routes;
import quorate.netty.http.SameOrigin;
import quorate.netty.node.HostPort;
import quorate.netty.node.NodeProcess;
import quorate.nodes.server.NodeHealth.Ready;
import quorate.nodes.server.TraceStream.Workshop;
import quorate.report.Json;
import quorate.spi.Belief;
import quorate.spi.NodeId;

/**
 * What one node answers over HTTP: what it is and knows, its trace, its metrics, and a page; and
 * what can be asked of it. Requests are answered on threads of their own, and traces are sent on
 * the node's, in step with what happens there.
 */
public final class NodeServer implements AutoCloseable {

  private static final String NOTHING =
      "there is nothing here; the page is at /, and for programs there are"
          + " /status /cluster /health /livez /metrics /trace /step-down /faults";

  private static final ResourceFiles PAGE =
      new ResourceFiles("/quorate/nodes/server/page/", "/quorate/report/page/");

  /** More than a cluster, its prompt, a monitor and some pages need. */
  private static final int MOST_FOLLOWERS = 32;

  private final NodeProcess node;
  private final ServerSettings settings;
  private final ObservedCluster observed;
  private final NodeHistory history = new NodeHistory();
  private final NodeReport report;
  private final NodeFaults faults;
  private final EventText events;
  private final AtomicInteger followers = new AtomicInteger();

  /** Makes the lines of traces. */
  private final ExecutorService lines = Executors.newSingleThreadExecutor(NodeServer::newThread);

  private HttpServer server;

  private NodeServer(NodeProcess node, ServerSettings settings) {
    this.node = node;
    this.settings = settings;
    this.observed = new ObservedCluster(node);
    this.report = new NodeReport(node, observed, history, settings.allowFaults());
    this.faults = new NodeFaults(node, observed);
    this.events = new EventText(node.spec().algorithm());
  }

  /**
   * Answers for a node that has not started yet, so that nothing is missed.
   *
   * @throws UserError if the port cannot be had
   */
  public static NodeServer open(NodeProcess node, ServerSettings settings) {
    NodeServer opened = new NodeServer(node, settings);
    node.run(live -> live.trace().observe(opened.history));
    try {
      opened.server = HttpServer.open(node.http(settings.listen()), port -> opened.guarded());
    } catch (IOException taken) {
      throw new UserError(
          "cannot listen for HTTP on %s: %s; type another --http HOST:PORT"
              .formatted(settings.listen(), taken.getMessage()));
    }
    return opened;
  }

  private SameOrigin guarded() {
    return new SameOrigin(
        settings.names(), "to allow a name, start the node with --http-name NAME", routes());
  }

  private Routes routes() {
    return new Routes(PAGE::at, NOTHING)
        .get("/status", request -> json(200, report.status()))
        .get("/cluster", request -> json(200, report.cluster()))
        .get("/health", request -> health())
        .get("/livez", request -> json(200, alive()))
        .get("/metrics", this::metrics)
        .get("/trace", this::trace)
        .on("POST", "/step-down", this::stepDown)
        .get("/faults", request -> faults.get())
        .on("POST", "/faults", request -> ifAllowed(() -> faults.post(Routes.json(request))))
        .on("DELETE", "/faults", request -> ifAllowed(faults::heal));
  }

  private static Thread newThread(Runnable task) {
    Thread thread = new Thread(task, "quorate-http-lines");
    thread.setDaemon(true);
    return thread;
  }

  /** Where it listens. */
  public HostPort address() {
    return new HostPort(server.host(), server.port());
  }

  /** Closes the port and all connections, and ends the threads. Not on one of them. */
  @Override
  public void close() {
    server.close();
    lines.shutdownNow();
  }

  private static Reply.Content json(int status, ObjectNode json) {
    return Reply.json(status, json + "\n");
  }

  private Reply health() {
    Ready ready = report.ready();
    return json(ready.isReady() ? 200 : 503, ready.json());
  }

  /** Does not ask the node, which may be saving. */
  private ObjectNode alive() {
    ObjectNode json = Json.object().put("ok", true).<ObjectNode>set("id", Json.id(node.self()));
    json.set("uptime_ms", Json.millis(report.uptimeNanos()));
    return json;
  }

  private Reply metrics(Request request) {
    String accept = request.header("accept").orElse("");
    return NodeMetrics.reply(node, observed, history, report.uptimeNanos(), accept);
  }

  private Reply trace(Request request) {
    TraceRequest wanted = TraceRequest.of(request, events);
    if (followers.get() >= MOST_FOLLOWERS) {
      return Reply.error(503, "the trace is sent to %d clients already".formatted(MOST_FOLLOWERS));
    }
    return wanted.reply(out -> node.run(live -> send(wanted, out, live)));
  }

  private void send(TraceRequest wanted, EventStream out, LiveCluster live) {
    followers.incrementAndGet();
    ObjectNode process = Json.object().<ObjectNode>set("id", Json.id(node.self()));
    process.put("pid", ProcessHandle.current().pid()).put("origin_nanos", node.originNanos());
    Workshop workshop =
        new Workshop(
            lines,
            node.thread()::executeUnlessStopped,
            node::beforeMessagesLeave,
            followers::decrementAndGet);
    new TraceStream(wanted, out, workshop, live).begin(history.first(), process);
  }

  private Reply stepDown(Request request) {
    if (!request.body().isEmpty()) {
      Routes.json(request); // it says nothing, but no other page may send it
    }
    return observed.call(this::stepDown);
  }

  private Reply.Content stepDown(Moment now) {
    Belief belief = now.state().node(node.self()).belief();
    Optional<NodeId> leader = belief.leader();
    if (!belief.leads()) {
      String who = leader.map(it -> "; " + it + " does").orElse(", and knows no leader");
      ObjectNode json = Json.object().put("error", node.self() + " does not lead" + who);
      json.set("leader", Json.node(leader));
      return json(409, json);
    }
    now.cluster().inject(new Resign(new TreeSet<>(List.of(node.self()))));
    ObjectNode json = Json.object().put("ok", true).<ObjectNode>set("id", Json.id(node.self()));
    json.set("epoch", Json.number(belief.epoch()));
    return json(202, json);
  }

  /** Does something to the links. */
  @FunctionalInterface
  private interface Troubling {
    Reply.Content now();
  }

  private Reply ifAllowed(Troubling trouble) {
    return settings.allowFaults()
        ? trouble.now()
        : Reply.error(403, "this node takes no faults; start it with --allow-faults");
  }
}
