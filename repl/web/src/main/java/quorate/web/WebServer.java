package quorate.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import quorate.experiments.ObservedCluster;
import quorate.experiments.language.Statements.Statement;
import quorate.lab.UserError;
import quorate.netty.http.Guard;
import quorate.netty.http.HttpServer;
import quorate.netty.http.Reply;
import quorate.netty.http.Request;
import quorate.netty.http.Routes;
import quorate.netty.http.Routes.BadRequest;
import quorate.report.Json;
import quorate.report.page.ReportPage.Diagram;
import quorate.session.Answer;
import quorate.session.Audience;
import quorate.session.Session;

/**
 * Serves the page of a session. It is the audience of the prompt, so the page shows what is typed
 * there; and what is done on the page runs at the prompt's desk.
 */
public final class WebServer implements Audience, AutoCloseable {

  private static final Logger LOG = Logger.getLogger(WebServer.class.getName());

  private static final long LOOK_EVERY_MILLIS = 50;
  private static final long PASS_EVERY_MILLIS = 25;
  private static final long PING_EVERY_MILLIS = 1000;

  private final Session session;
  private final Desk desk;
  private final String token = Guard.newToken();
  private final Answers answers = new Answers();
  private final Streams streams = new Streams(answers);
  private final PageTime time;
  private final PageRuns runs;
  private final Stages stages;
  private final Results results;
  private final LaterAnswers later;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final ScheduledExecutorService clock =
      Executors.newScheduledThreadPool(
          3,
          task -> {
            Thread thread = new Thread(task, "quorate-web-clock");
            thread.setDaemon(true);
            return thread;
          });
  private HttpServer server;
  private volatile String busy;
  private volatile boolean pageRuns;

  private WebServer(Session session, Desk desk) {
    this.session = session;
    this.desk = desk;
    this.time = new PageTime(session, desk);
    this.runs = new PageRuns(session);
    this.stages = new Stages(session, time, runs);
    this.results = new Results(session);
    this.later = new LaterAnswers(session, desk);
  }

  /**
   * Serves the page from now on. The thread of the session.
   *
   * @param port a number, or 0 for any
   * @throws IOException if the port cannot be had
   */
  public static WebServer open(Session session, Desk desk, int port) throws IOException {
    WebServer web = new WebServer(session, desk);
    web.server = HttpServer.open("quorate-web", port, it -> new Guard(it, web.token, web.routes()));
    for (Session.Watcher each : List.of(web.runs, web.stages, web.results)) {
      session.all().forEach(each::added);
      session.watch(each);
    }
    web.results.look(); // so that there is something to see while the first command runs
    session.expectations().whilePlaying(web.time::isPlaying);
    web.every(LOOK_EVERY_MILLIS, () -> web.streams.send(web::state));
    web.every(PING_EVERY_MILLIS, web.streams::ping);
    web.every(PASS_EVERY_MILLIS, web::pass);
    return web;
  }

  private Routes routes() {
    Routes routes = new Routes(PageFiles::at);
    new RunRequests(session, runs, this::run).addTo(routes);
    return routes
        .get("/events", this::events)
        .get("/trace", this::trace)
        .get("/complete", this::complete)
        .get("/results", it -> Reply.json(results.json().toString()))
        .get("/work", it -> Reply.json(LongWorkJson.soFar(session.longWork()).toString()))
        .post("/command", this::command)
        .post("/interrupt", this::interrupt)
        .post("/time", this::time);
  }

  private void every(long millis, Runnable task) {
    Runnable safe =
        () -> {
          try {
            task.run();
          } catch (RuntimeException bug) {
            if (!clock.isShutdown() && !session.isClosed()) {
              LOG.log(Level.WARNING, "the page was not told", bug);
            }
          }
        };
    clock.scheduleWithFixedDelay(safe, 0, millis, TimeUnit.MILLISECONDS);
  }

  private void pass() {
    try {
      time.pass();
      later.tell();
    } catch (InterruptedException closing) {
      Thread.currentThread().interrupt();
    }
  }

  private String state() {
    ObjectNode json = stages.json(busy);
    json.set("work", LongWorkJson.now(session.longWork()));
    return json.toString();
  }

  public int port() {
    return server.port();
  }

  /** What to open in a browser. */
  public String address() {
    return "http://127.0.0.1:" + port() + "/?token=" + token;
  }

  /** Returns when the server is closed. */
  public void awaitClose() throws InterruptedException {
    closed.await();
  }

  /** Closes the port, and ends all threads. Not on one of them. */
  @Override
  public void close() {
    session.forget(stages);
    session.forget(results);
    session.forget(runs);
    clock.shutdownNow();
    streams.close();
    server.close();
    closed.countDown();
  }

  /** Closes it while the session goes on. The thread of the session. */
  public void leave() {
    close();
    time.tell();
    session.expectations().end();
    stages.leave();
    results.leave();
    runs.leave();
  }

  // What the page asks for

  private Reply events(Request request) {
    String heard = request.header("last-event-id").or(() -> request.parameter("since")).orElse("0");
    if (!Streams.isEvent(heard)) {
      throw new BadRequest("the last event is a number, such as 12");
    }
    return new Reply.Events(stream -> streams.add(stream, heard));
  }

  private Reply trace(Request request) throws InterruptedException {
    String name =
        request
            .parameter("cluster")
            .orElseThrow(() -> new BadRequest("say which cluster: /trace?cluster=raft"));
    Diagram diagram = inTurn(() -> Diagram.of(name, cluster(name)));
    return Reply.json(diagram.data().toString());
  }

  private Reply complete(Request request) throws InterruptedException {
    String line = request.parameter("line").orElse("");
    String cursor = request.parameter("cursor").orElse(Integer.toString(line.length()));
    if (!cursor.matches("\\d{1,6}") || Integer.parseInt(cursor) > line.length()) {
      throw new BadRequest("the cursor is a place in the line, from 0 to " + line.length());
    }
    Desk.Suggestions found = inTurn(() -> desk.complete(line, Integer.parseInt(cursor)));
    ObjectNode json = Json.object().put("from", found.from());
    var candidates = json.putArray("candidates");
    for (Desk.Suggestion it : found.words()) {
      candidates
          .addObject()
          .put("word", it.word())
          .put("meaning", it.meaning())
          .put("group", it.group())
          .put("ends", it.ends());
    }
    return Reply.json(json.toString());
  }

  private Reply command(ObjectNode body) throws InterruptedException {
    JsonNode line = body.path("line");
    if (!line.isTextual()) {
      throw new BadRequest("a command looks like this: {\"line\":\"crash leader\"}");
    }
    return inTurn(
        () -> {
          long before = answers.last();
          ObjectNode json = Json.object().put("ok", run(line.textValue()));
          var numbers = json.putArray("answers");
          answers.since(before).forEach(it -> numbers.add(it.number()));
          return Reply.json(json.toString());
        });
  }

  /** Runs a line for the page. */
  private boolean run(String line) {
    pageRuns = true;
    try {
      return desk.run(line);
    } finally {
      pageRuns = false;
    }
  }

  private Reply interrupt(ObjectNode body) {
    desk.interrupt();
    return Reply.json("{\"ok\":true}");
  }

  private Reply time(ObjectNode body) throws InterruptedException {
    JsonNode cluster = body.path("cluster");
    JsonNode playing = body.path("playing");
    JsonNode speed = body.path("speed");
    boolean hasSpeed = speed.isNumber() || speed.isMissingNode();
    if (!cluster.isTextual() || !playing.isBoolean() || !hasSpeed) {
      throw new BadRequest(
          "time looks like this: {\"cluster\":\"raft\",\"playing\":true,\"speed\":0.05}");
    } else if (speed.isNumber()
        && !(speed.doubleValue() >= PageTime.SLOWEST && speed.doubleValue() <= PageTime.FASTEST)) {
      throw new BadRequest("a speed is from 0.001 to 1000 times real time");
    }
    return inTurn(
        () -> {
          String name = cluster.textValue();
          if (cluster(name).simulated().isEmpty()) {
            throw new BadRequest(name + " does not run in virtual time; type: start raft 5 --sim");
          }
          OptionalDouble its =
              speed.isNumber() ? OptionalDouble.of(speed.doubleValue()) : OptionalDouble.empty();
          time.set(name, playing.booleanValue(), its);
          return Reply.json("{\"ok\":true}");
        });
  }

  private ObservedCluster cluster(String name) {
    try {
      return session.cluster(name);
    } catch (UserError unknown) {
      throw new BadRequest(unknown.getMessage());
    }
  }

  private <T> T inTurn(Supplier<T> task) throws InterruptedException {
    session.turn().lockInterruptibly();
    try {
      return task.get();
    } finally {
      session.turn().unlock();
    }
  }

  // What the prompt tells

  @Override
  public void running(Statement command) {
    busy = command.text();
    time.before(command);
  }

  @Override
  public void answered(Statement command, Answer answer) {
    if (!command.words().get(0).equals("web")) { // whose answer has the token
      answers.add(command.text(), pageRuns, answer);
    }
  }

  @Override
  public void failed(String command, String error) {
    answers.addFailure(command, pageRuns, error);
  }

  @Override
  public void ended() {
    busy = null;
  }
}
