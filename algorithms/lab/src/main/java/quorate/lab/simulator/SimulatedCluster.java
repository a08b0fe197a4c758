package quorate.lab.simulator;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import quorate.lab.UserError;
import quorate.lab.cluster.Chance;
import quorate.lab.cluster.Cluster;
import quorate.lab.cluster.ClusterSpec;
import quorate.lab.cluster.Delay;
import quorate.lab.cluster.Fault;
import quorate.lab.cluster.HostedCluster;
import quorate.lab.cluster.LiveCluster;
import quorate.lab.cluster.Packet;
import quorate.lab.cluster.Ports;
import quorate.lab.cluster.World;
import quorate.lab.simulator.Input.Advanced;
import quorate.lab.simulator.Input.Hurried;
import quorate.lab.simulator.Input.Injected;
import quorate.lab.simulator.Input.Lost;
import quorate.lab.simulator.Input.Started;
import quorate.lab.simulator.Planned.Arrival;
import quorate.lab.simulator.Planned.Expiry;
import quorate.lab.simulator.Planned.Other;
import quorate.lab.simulator.Recording.Position;
import quorate.lab.trace.DropCause;
import quorate.lab.trace.Fingerprint;
import quorate.lab.trace.TraceEvent.Direction;
import quorate.lab.trace.TraceEvent.Sent;
import quorate.lab.trace.TraceEvent.TimerSet;
import quorate.spi.Durable;
import quorate.spi.NodeId;
import quorate.spi.TimeRange;

/**
 * A cluster in virtual time: no thread, no clock, no socket. Its time passes only while somebody
 * lets it run, and then as fast as the machine can. The same spec, network and calls give the same
 * trace, byte for byte, on every JVM.
 *
 * <p>Messages in one direction of a link arrive in the order in which they were sent, as TCP has
 * it. Used by one thread at a time, which is the cluster's own as long as it uses it: so this class
 * has both faces of a cluster. {@link #close} may come from any thread.
 */
public class SimulatedCluster extends HostedCluster implements Cluster {

  /** How often a long run looks whether its thread was interrupted. */
  private static final int EVENTS_BETWEEN_LOOKS = 1024;

  /** A thousand nodes have a million messages under way at once; more is more than memory has. */
  private static final int MOST_PLANNED = 4_000_000;

  private final VirtualTime time;
  private final Network network;
  private final SortedMap<NodeId, SimulatedPorts> ports = new TreeMap<>();
  private final Optional<Fingerprint> fingerprint;
  private final Inputs inputs = new Inputs(trace());
  private long steps;
  private long hurriedAtNanos = -1;
  private volatile boolean closed;

  /** A cluster whose nodes are still down. */
  public SimulatedCluster(ClusterSpec spec, Network network) {
    this(spec, network, true);
  }

  /** The same; a fingerprint takes a fifth of the time of a run. */
  protected SimulatedCluster(ClusterSpec spec, Network network, boolean fingerprint) {
    this(
        spec,
        network,
        new VirtualTime(),
        fingerprint ? Optional.of(new Fingerprint()) : Optional.empty());
  }

  @SuppressWarnings("this-escape") // the ports keep it, and use it when the first node starts
  private SimulatedCluster(
      ClusterSpec spec, Network network, VirtualTime time, Optional<Fingerprint> fingerprint) {
    super(spec, time::nowNanos);
    this.time = time;
    this.network = network;
    this.fingerprint = fingerprint;
    for (NodeId host : spec.hosts()) {
      SimulatedPorts own = new SimulatedPorts(host);
      ports.put(host, own);
      addHost(host, own);
    }
    fingerprint.ifPresent(trace()::observe);
  }

  public static SimulatedCluster withoutFingerprint(ClusterSpec spec, Network network) {
    return new SimulatedCluster(spec, network, false);
  }

  /** The network as it is without faults. */
  public Network network() {
    return network;
  }

  @Override
  public void hurry() {
    inputs.add(new Hurried(), position(), () -> hurriedAtNanos = time.nowNanos());
  }

  @Override
  public void start(SortedSet<NodeId> nodes) {
    inputs.add(new Started(new TreeSet<>(nodes)), position(), () -> super.start(nodes));
  }

  @Override
  public void inject(Fault fault) {
    inputs.add(new Injected(fault), position(), () -> super.inject(fault));
  }

  /**
   * Lets something that is to come happen at this very moment.
   *
   * @param pending its number
   * @throws IllegalArgumentException if it is not to come
   */
  public void advance(long pending) {
    inputs.add(new Advanced(pending), position(), () -> time.runNow(pending));
  }

  /**
   * Loses a message that is under way, as {@link #advance} names it.
   *
   * @throws IllegalArgumentException if it is no message
   */
  public void lose(long pending) {
    inputs.add(
        new Lost(pending),
        position(),
        () -> drop(Packet.of(time.takeMessage(pending)), DropCause.LOST));
  }

  public Position position() {
    return new Position(steps, inputs.size(), time.nowNanos());
  }

  public Visited visited() {
    return inputs.visited();
  }

  /** All that it takes to run it again up to this moment. */
  public Recording recording() {
    return new Recording(spec(), network, inputs.all(), position());
  }

  /** All that is to come, in the order in which it would. */
  public List<Pending> pending() {
    return time.pending();
  }

  /** When the next thing is to come. */
  public OptionalLong nextNanos() {
    return time.nextNanos();
  }

  /**
   * Lets the next thing come.
   *
   * @return whether there was one
   */
  public boolean step() {
    return stepUntil(Long.MAX_VALUE);
  }

  private boolean stepUntil(long endNanos) {
    boolean came = inputs.during(position(), () -> time.stepUntil(endNanos));
    steps += came ? 1 : 0;
    return came;
  }

  /** Sets the time to a later moment, before which nothing more is to come. */
  public void pass(long untilNanos) {
    time.pass(untilNanos);
  }

  @Override
  public World world() {
    return World.SIM;
  }

  @Override
  public Optional<String> fingerprint() {
    return fingerprint.map(Fingerprint::text);
  }

  @Override
  public <T> T call(Function<LiveCluster, T> task) {
    checkOpen();
    return task.apply(this);
  }

  @Override
  public boolean runUntil(Predicate<LiveCluster> condition, Duration limit)
      throws InterruptedException {
    long end = Delay.sum(time.nowNanos(), limit.toNanos());
    int looks = 0;
    while (!condition.test(this)) {
      checkOpen();
      if (++looks % EVENTS_BETWEEN_LOOKS == 0) {
        checkMayGoOn();
      }
      if (!stepUntil(end)) {
        pass(end);
        return condition.test(this);
      }
    }
    return true;
  }

  private void checkMayGoOn() throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    } else if (time.planned() > MOST_PLANNED) {
      String much = String.format(Locale.ROOT, "more than %,d messages and timers", MOST_PLANNED);
      throw new UserError(
          much
              + " are under way in "
              + spec().name()
              + "; type fewer nodes, longer timings or a shorter latency");
    }
  }

  @Override
  public void after(Duration delay, Runnable action) {
    time.plan(
        new Other("a fault ends, or a message that is late arrives"), delay.toNanos(), action);
  }

  @Override
  public void close() {
    closed = true;
  }

  private void checkOpen() {
    if (closed) {
      throw new IllegalStateException("cluster " + spec().name() + " is closed");
    }
  }

  @Override
  protected void bringUp(SortedSet<NodeId> nodes) {
    nodes.forEach(node -> ports.get(node).life++); // all can be reached before the first speaks
    nodes.forEach(node -> guarded(node, () -> started(node, "-")));
  }

  @Override
  public void checkStore() {}

  @Override
  protected Ports portsOfStore() {
    ports.put(NodeId.STORE, new SimulatedPorts(NodeId.STORE));
    return ports.get(NodeId.STORE);
  }

  @Override
  protected SortedSet<Direction> deadDirections() {
    return network.deadDirections(spec().hosts());
  }

  @Override
  protected void takeDown(NodeId node) {
    ports.get(node).life++;
  }

  /**
   * What a node's machine sees of this cluster: a network card, a disk that may be slow, timers.
   */
  private final class SimulatedPorts implements Ports {
    private final NodeId self;
    private final Chance chance;
    private final SortedMap<NodeId, Way> ways = new TreeMap<>();

    /** Rises when the node comes or goes: connections are not the same any more then. */
    private int life;

    private final SimulatedDisk disk;

    SimulatedPorts(NodeId self) {
      this.self = self;
      this.chance = Chance.ofNode(spec().seed(), self);
      this.disk = new SimulatedDisk(self, network.persist(), time, chance);
    }

    @Override
    public void saving(Durable state, Runnable safe) {
      disk.saving(safe);
    }

    @Override
    public void whenSaved(Runnable action) {
      disk.whenSaved(action);
    }

    @Override
    public void fail() {
      disk.fail();
    }

    @Override
    public void carry(Sent sent) {
      ways.computeIfAbsent(sent.to(), to -> new Way(self, to)).enter(sent);
    }

    @Override
    public Runnable wakeAfter(TimerSet timer, Runnable action) {
      Runnable expire = () -> guarded(self, action);
      return time.plan(new Expiry(timer), timer.delayNanos(), expire)::callOff;
    }

    @Override
    public long draw(TimeRange range) {
      return chance.draw(range);
    }
  }

  private final class Way {
    private final NodeId to;
    private final Delay latency;
    private final double loss;
    private final Chance chance;
    private long lastArrivalNanos;

    Way(NodeId from, NodeId to) {
      this.to = to;
      this.latency = network.latency(from, to);
      this.loss = network.loss(from, to);
      this.chance = Chance.ofLink(spec().seed(), from, to);
    }

    void enter(Sent sent) {
      boolean lost = loss > 0 && chance.drawShare() < loss;
      long now = time.nowNanos();
      long takes = now == hurriedAtNanos ? 0 : latency.draw(chance);
      lastArrivalNanos = Math.max(Delay.sum(now, takes), lastArrivalNanos);
      int receiver = ports.get(to).life;
      time.plan(new Arrival(sent), lastArrivalNanos - now, () -> leave(sent, lost, receiver));
    }

    private void leave(Sent sent, boolean lost, int receiver) {
      if (lost) {
        drop(Packet.of(sent), DropCause.LOST);
      } else if (ports.get(to).life != receiver && host(to).isRunning()) {
        drop(Packet.of(sent), DropCause.CONNECTION_LOST); // it was meant for an earlier life
      } else {
        guarded(to, () -> arrive(Packet.of(sent)));
      }
    }
  }
}
