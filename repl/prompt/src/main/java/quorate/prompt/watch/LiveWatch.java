package quorate.prompt.watch;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import quorate.experiments.ObservedCluster;
import quorate.lab.UserError;
import quorate.lab.cluster.World;
import quorate.prompt.console.Canvas;
import quorate.report.Display;
import quorate.report.Tone;
import quorate.report.stage.FlightRows;
import quorate.report.stage.Onlooker;
import quorate.report.stage.StageObserver;
import quorate.report.stage.StageText;
import quorate.report.stage.StageView;
import quorate.report.stage.StageView.Actor;
import quorate.report.stage.StageView.TimerLeft;
import quorate.session.Session;
import quorate.spi.NodeId;

/**
 * Shows one cluster at a time on a whole screen, lets virtual time pass meanwhile, and runs the
 * commands that keys stand for. Used by the session's thread.
 */
public final class LiveWatch {

  private static final Duration FRAME = Duration.ofMillis(66);
  private static final Duration FRAME_OF_STILL = Duration.ofMillis(250);

  /** For so long a message that has arrived stays in sight. */
  private static final Duration LINGER = Duration.ofMillis(700);

  private static final double SLOW = 0.1;

  private final Session session;
  private final Display display;
  private final Canvas canvas;
  private final KeyCommands commands;
  private final List<String> names;
  private final Done done = new Done();
  private final Passing passing;
  private final FlightRows rows = new FlightRows();

  private int place;
  private ObservedCluster cluster;
  private StageObserver observer;
  private StageView stage;
  private NodeId chosen;
  private Optional<Boolean> heartbeats = Optional.empty();
  private boolean still;
  private boolean cutting;
  private boolean help;
  private boolean over;
  private String said = "";
  private Tone tone = Tone.PLAIN;

  /**
   * Shows nothing yet.
   *
   * @param names the clusters that can be shown, at least one
   */
  public LiveWatch(
      Session session, Display display, Canvas canvas, KeyCommands commands, List<String> names) {
    this.session = session;
    this.display = display;
    this.canvas = canvas;
    this.commands = commands;
    this.names = List.copyOf(names);
    this.passing = new Passing(commands, done);
  }

  /**
   * Shows it until somebody leaves.
   *
   * @return what was done, in commands
   */
  public List<String> run() {
    show(0);
    try {
      while (!over) {
        frame();
      }
    } catch (InterruptedException leaving) {
      // Ctrl-C while something ran
    } finally {
      if (!session.isClosed()) {
        passing.end(cluster, prefix());
        leave();
      }
    }
    return done.all();
  }

  private void frame() throws InterruptedException {
    long began = System.nanoTime();
    passing.let(cluster, still);
    look();
    draw();
    Duration frame = still && isSimulated() ? FRAME_OF_STILL : FRAME;
    Duration left = frame.minusNanos(System.nanoTime() - began);
    Optional<String> key = canvas.key(left.isNegative() ? Duration.ofMillis(1) : left);
    while (key.isPresent() && !over) {
      pressed(key.get());
      key = canvas.key(Duration.ofMillis(1));
    }
  }

  // The cluster that is shown

  private void show(int which) {
    place = which;
    attach();
    look();
    chosen = stage.leaders().stream().findFirst().orElse(new NodeId(1));
    passing.begin();
  }

  private void attach() {
    cluster = session.cluster(names.get(place));
    observer = StageObserver.at(cluster);
  }

  private void leave() {
    if (session.all().contains(cluster)) {
      observer.leave(cluster);
    }
  }

  /** Another one may have taken its place, in time travel. */
  private void look() {
    if (session.cluster(names.get(place)) != cluster) {
      attach();
    }
    stage = StageView.of(cluster, observer, linger());
  }

  private Duration linger() {
    double factor = isSimulated() ? passing.factor() : 1;
    return Duration.ofNanos((long) (LINGER.toNanos() * factor));
  }

  private boolean isSimulated() {
    return cluster.world() == World.SIM;
  }

  private void draw() {
    canvas.draw(help ? help() : picture());
  }

  private List<String> picture() {
    Onlooker onlooker =
        new Onlooker(
            chosen,
            !isSimulated()
                ? cluster.world().where()
                : still ? "time stands still" : passing.words(),
            still,
            showsHeartbeats(),
            said,
            tone,
            place + 1,
            names.size(),
            Keys.line(isSimulated(), names.size()),
            Keys.last());
    return new StageText(stage, onlooker, display).lines(canvas.columns(), canvas.rows(), rows);
  }

  /** Unless somebody said otherwise: where time passes slowly enough to see them fly. */
  private boolean showsHeartbeats() {
    return heartbeats.orElse(isSimulated() && passing.factor() <= SLOW);
  }

  private List<String> help() {
    List<String> lines = new ArrayList<>(List.of(display.bold(" key    command"), ""));
    lines.addAll(Keys.help());
    lines.addAll(List.of("", " any key goes back"));
    int rows = canvas.rows();
    List<String> shown =
        lines.size() <= rows ? lines : lines.stream().filter(it -> !it.isEmpty()).toList();
    return shown.stream()
        .limit(rows)
        .map(it -> it.length() <= canvas.columns() ? it : it.substring(0, canvas.columns()))
        .toList();
  }

  // Keys

  private void pressed(String key) {
    if (help && !key.equals(Canvas.END)) {
      help = false;
    } else if (cutting) {
      cut(key);
    } else if (key.matches("[1-9]")) {
      choose(Integer.parseInt(key));
    } else if (key.matches("left|up|backtab|right|down|tab")) {
      int size = stage.nodes().size();
      int step = key.matches("left|up|backtab") ? size - 1 : 1;
      choose((chosen.value() - 1 + step) % size + 1);
    } else {
      Optional<Keys> known = Keys.of(key);
      if (known.isEmpty()) {
        say("no key; press ? for help", Tone.FAINT);
      } else if (known.get().isOfTime() && !isSimulated()) {
        say(cluster.spec().name() + " runs over TCP, in real time; start one with --sim", Tone.BAD);
      } else {
        does(known.get());
      }
    }
  }

  private void does(Keys key) {
    int number = chosen.value();
    switch (key) {
      case CRASH -> command("crash", number);
      case RESTART -> command("restart", number);
      case PAUSE -> command(isPaused() ? "resume" : "pause", number);
      case ISOLATE -> command("isolate", number);
      case HEAL -> command(List.of("heal"));
      case FIRE -> fire();
      case RESIGN -> command("resign", number);
      case CUT -> {
        cutting = true;
        say("cut the link from %s to which node? press its number".formatted(chosen), Tone.PLAIN);
      }
      case STILL -> still = !still;
      case STEP -> move("step");
      case BACK -> move("back");
      case SLOWER -> passing.slower();
      case FASTER -> passing.faster();
      case LEADER -> chooseLeader();
      case HEARTBEATS -> heartbeats = Optional.of(!showsHeartbeats());
      case CLUSTER -> nextCluster();
      case HELP -> help = true;
      case QUIT -> over = true;
      case NUMBER -> throw new IllegalStateException("numbers are read before");
    }
  }

  private void say(String words, Tone how) {
    said = words;
    tone = how;
  }

  private void choose(int number) {
    if (number > stage.nodes().size()) {
      say("there is no node " + number, Tone.BAD);
    } else {
      chosen = new NodeId(number);
    }
  }

  private void chooseLeader() {
    Optional<NodeId> leader = stage.leaders().stream().filter(it -> !it.equals(chosen)).findFirst();
    if (stage.leaders().isEmpty()) {
      say("nobody leads now", Tone.BAD);
    }
    leader.ifPresent(it -> chosen = it);
  }

  private boolean isPaused() {
    return stage.node(chosen).map(it -> it.state().paused()).orElse(false);
  }

  private void fire() {
    Optional<TimerLeft> timer = stage.node(chosen).flatMap(Actor::timer);
    if (timer.isEmpty()) {
      say("no timer of " + chosen + " runs", Tone.BAD);
    } else {
      command(List.of("fire", Integer.toString(chosen.value()), timer.get().name()));
    }
  }

  private void cut(String key) {
    cutting = false;
    boolean other = key.matches("[1-9]") && Integer.parseInt(key) <= stage.nodes().size();
    if (!other || Integer.parseInt(key) == chosen.value()) {
      say("nothing was cut; press l, and then the number of another node", Tone.BAD);
    } else {
      command(List.of("cut", chosen.value() + "-" + key));
    }
  }

  private void nextCluster() {
    if (names.size() == 1) {
      say("there is one cluster only", Tone.BAD);
      return;
    }
    passing.end(cluster, prefix());
    leave();
    show((place + 1) % names.size());
    say("", Tone.PLAIN);
  }

  // Commands

  private void command(String word, int node) {
    command(List.of(word, Integer.toString(node)));
  }

  /** The present cluster alone is meant. */
  private List<String> prefix() {
    return session.all().size() > 1 ? List.of("on", cluster.spec().name()) : List.of();
  }

  private void move(String word) {
    still = true;
    command(List.of(word));
  }

  private void command(List<String> words) {
    passing.end(cluster, prefix());
    List<String> all = new ArrayList<>(prefix());
    all.addAll(words);
    String text = String.join(" ", all);
    try {
      KeyCommands.Result result = commands.run(all);
      String answer =
          result.text().lines().filter(it -> !it.startsWith("(")).findFirst().orElse("");
      say(
          "> " + text + "   " + answer.strip().replaceAll(" +", " "),
          result.worked() ? Tone.PLAIN : Tone.BAD);
      if (result.worked()) {
        done.add(text);
      }
    } catch (UserError wrong) {
      say(wrong.getMessage(), Tone.BAD);
    }
    look();
    passing.begin();
  }
}
