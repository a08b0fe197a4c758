package quorate.zookeeper;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.recipes.cache.ChildData;
import org.apache.curator.framework.recipes.cache.CuratorCache;
import org.apache.curator.framework.recipes.cache.CuratorCacheListener;
import org.apache.curator.framework.recipes.leader.LeaderLatch;
import org.apache.curator.framework.recipes.leader.LeaderLatchListener;
import quorate.netty.real.Contender;
import quorate.netty.real.ContenderHost;
import quorate.spi.Belief;
import quorate.spi.NodeId;

/**
 * A client with a leader latch. Whether it leads, the latch says, which drops the lead as soon as
 * the connection is in doubt: when nothing was heard for two thirds of the session. Who else leads,
 * it sees by a look at the nodes of all latches, of which it is told every change.
 */
final class LatchContender implements Contender {

  private static final String PATH = "/quorate-election";

  private final ContenderHost host;
  private final CuratorFramework client;
  private final CuratorCache cache;

  /** Who has which number, as far as it was told. */
  private final TreeMap<Long, String> numbers = new TreeMap<>();

  private boolean knowsAll;
  private LeaderLatch latch;
  private OptionalLong epoch = OptionalLong.empty();

  LatchContender(ContenderHost host, CuratorFramework client) {
    this.host = host;
    this.client = client;
    this.cache = CuratorCache.build(client, PATH);
  }

  @Override
  public void start() {
    client.start();
    cache
        .listenable()
        .addListener(
            CuratorCacheListener.builder()
                .forInitialized(() -> host.later(this::knowsAll))
                .forCreates(node -> host.later(() -> created(node)))
                .forDeletes(node -> host.later(() -> deleted(node)))
                .build());
    cache.start();
    takePart();
  }

  private void takePart() {
    LeaderLatch fresh = new LeaderLatch(client, PATH, host.self().toString());
    latch = fresh;
    fresh.addListener(
        new LeaderLatchListener() {
          @Override
          public void isLeader() {
            String path = fresh.getLastPathIsLeader();
            host.later(() -> lead(fresh, path));
          }

          @Override
          public void notLeader() {
            host.later(() -> follow(fresh));
          }
        });
    try {
      fresh.start();
    } catch (Exception impossible) {
      throw new IllegalStateException("a latch does not start", impossible);
    }
  }

  private static OptionalLong number(String path) {
    String digits = path.substring(Math.max(0, path.length() - 10));
    return digits.matches("\\d{10}")
        ? OptionalLong.of(Long.parseLong(digits))
        : OptionalLong.empty();
  }

  private void lead(LeaderLatch its, String path) {
    if (its == latch) {
      epoch = number(path);
      host.believes(Belief.leader(epoch, host.self(), ""));
    }
  }

  private void follow(LeaderLatch its) {
    if (its == latch && host.leads()) {
      host.believes(Belief.follower(epoch, Optional.empty()));
      look();
    }
  }

  @Override
  public void resign() {
    LeaderLatch old = latch;
    latch = null;
    host.believes(Belief.follower(epoch, Optional.empty()));
    Thread closing =
        new Thread(
            () -> {
              try {
                old.close(LeaderLatch.CloseMode.SILENT);
              } catch (IOException gone) {
                // its node goes with the session
              }
              host.later(this::takePart);
            },
            "quorate-resign");
    closing.setDaemon(true);
    closing.start();
  }

  // What it sees of all latches

  private void knowsAll() {
    knowsAll = true;
    look();
  }

  private void created(ChildData node) {
    number(node.getPath())
        .ifPresent(
            it -> {
              numbers.put(it, new String(node.getData(), StandardCharsets.UTF_8));
              look();
            });
  }

  private void deleted(ChildData node) {
    number(node.getPath())
        .ifPresent(
            it -> {
              numbers.remove(it);
              look();
            });
  }

  private void look() {
    if (!knowsAll || numbers.isEmpty() || host.leads()) {
      return; // of itself its latch knows first
    }
    long lowest = numbers.firstKey();
    String leader = numbers.get(lowest);
    boolean newer = epoch.isEmpty() || lowest >= epoch.getAsLong();
    if (newer && !leader.equals(host.self().toString())) {
      epoch = OptionalLong.of(lowest);
      host.believes(
          Belief.follower(epoch, Optional.of(new NodeId(Integer.parseInt(leader.substring(1))))));
    }
  }

  @Override
  public Record state() {
    boolean connected = client.getZookeeperClient().isConnected();
    String number = epoch.isPresent() ? Long.toString(epoch.getAsLong()) : "-";
    return new LatchState(
        connected, host.leads(), number, Collections.unmodifiableMap(new TreeMap<>(numbers)));
  }

  /** Not the latch: that would give back what it holds. */
  @Override
  public void close() {
    cache.close();
    client.close();
  }
}
