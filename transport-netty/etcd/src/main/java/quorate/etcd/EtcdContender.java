package quorate.etcd;

import io.etcd.jetcd.ByteSequence;
import io.etcd.jetcd.Client;
import io.etcd.jetcd.Election;
import io.etcd.jetcd.KeyValue;
import io.etcd.jetcd.election.LeaderKey;
import io.etcd.jetcd.election.LeaderResponse;
import io.etcd.jetcd.kv.GetResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import quorate.netty.real.Contender;
import quorate.netty.real.ContenderHost;
import quorate.spi.Belief;
import quorate.spi.NodeId;

/**
 * A client that has a lease granted, renews it every third of its time, and campaigns with it. It
 * counts the lease from the moment at which it sent the last request that the server confirmed:
 * until then it may be leader, whatever becomes of its connections, and no longer.
 */
final class EtcdContender implements Contender {

  private static final ByteSequence ELECTION = bytes("quorate-election");
  private static final Duration RETRY = Duration.ofMillis(500);

  private final ContenderHost host;
  private final Client client;
  private final Duration ttl;

  /** Which lease it is: what comes of an earlier one says nothing any more. */
  private int leases;

  private long lease;
  private long validUntilNanos;
  private Optional<LeaderKey> key = Optional.empty();
  private OptionalLong epoch = OptionalLong.empty();

  EtcdContender(ContenderHost host, Client client) {
    this.host = host;
    this.client = client;
    this.ttl = EtcdSystem.TTL.of(host.spec().options());
  }

  private static ByteSequence bytes(String text) {
    return ByteSequence.from(text, StandardCharsets.UTF_8);
  }

  @Override
  public void start() {
    observe();
    grant();
  }

  /** Hands an answer, or a failure, to the cluster's thread; to nobody if the lease is another. */
  private <T> void then(CompletableFuture<T> answer, Consumer<T> done, Runnable failed) {
    int its = leases;
    BiConsumer<T, Throwable> later =
        (it, wrong) ->
            host.later(
                () -> {
                  if (its == leases) {
                    if (wrong == null) {
                      done.accept(it);
                    } else {
                      failed.run();
                    }
                  }
                });
    answer.whenComplete(later);
  }

  /** Does something after a while, unless the lease is another then. */
  private void after(Duration delay, Runnable task) {
    int its = leases;
    host.after(
        delay,
        () -> {
          if (its == leases) {
            task.run();
          }
        });
  }

  // The lease

  private void grant() {
    long sentNanos = host.nowNanos();
    then(
        client.getLeaseClient().grant(ttl.toSeconds()),
        granted -> granted(granted.getID(), sentNanos),
        () -> after(RETRY, this::grant));
  }

  private void granted(long id, long sentNanos) {
    lease = id;
    validUntilNanos = sentNanos + ttl.toNanos();
    watchEnd();
    after(ttl.dividedBy(3), this::renew);
    campaign();
  }

  private void renew() {
    long sentNanos = host.nowNanos();
    then(
        client.getLeaseClient().keepAliveOnce(lease),
        confirmed -> validUntilNanos = Math.max(validUntilNanos, sentNanos + ttl.toNanos()),
        () -> {}); // it may be the connection: the lease is over when its time is
    after(ttl.dividedBy(3), this::renew);
  }

  private void watchEnd() {
    long left = validUntilNanos - host.nowNanos();
    if (left <= 0) {
      loseLease();
    } else {
      after(Duration.ofNanos(left), this::watchEnd);
    }
  }

  /** It leads no longer, and begins again with another lease. */
  private void loseLease() {
    long lost = lease;
    leases++;
    lease = 0;
    key = Optional.empty();
    if (host.leads()) {
      host.believes(Belief.follower(epoch, Optional.empty()));
    }
    client.getLeaseClient().revoke(lost);
    grant();
  }

  // The election

  private void campaign() {
    then(
        client.getElectionClient().campaign(ELECTION, lease, bytes(host.self().toString())),
        won -> lookAt(won.getLeader()),
        () -> after(RETRY, this::campaign));
  }

  /** The key may be gone by the time at which it is the oldest: its lease may have expired. */
  private void lookAt(LeaderKey won) {
    then(
        client.getKVClient().get(won.getKey()),
        found -> lead(won, found),
        () -> after(RETRY, () -> lookAt(won)));
  }

  private void lead(LeaderKey won, GetResponse found) {
    boolean there =
        found.getKvs().stream().anyMatch(it -> it.getCreateRevision() == won.getRevision());
    if (!there || host.nowNanos() >= validUntilNanos) {
      loseLease();
      return;
    }
    key = Optional.of(won);
    epoch = OptionalLong.of(won.getRevision());
    host.believes(Belief.leader(epoch, host.self(), ""));
  }

  @Override
  public void resign() {
    LeaderKey held = key.orElseThrow();
    key = Optional.empty();
    host.believes(Belief.follower(epoch, Optional.empty()));
    then(client.getElectionClient().resign(held), resigned -> campaign(), this::loseLease);
  }

  // What it hears of others

  private void observe() {
    client
        .getElectionClient()
        .observe(
            ELECTION,
            new Election.Listener() {
              @Override
              public void onNext(LeaderResponse leader) {
                host.later(() -> heardOf(leader.getKv()));
              }

              @Override
              public void onError(Throwable wrong) {
                host.later(() -> host.after(RETRY, EtcdContender.this::observe));
              }

              @Override
              public void onCompleted() {
                host.later(() -> host.after(RETRY, EtcdContender.this::observe));
              }
            });
  }

  private void heardOf(KeyValue leader) {
    long revision = leader.getCreateRevision();
    String name = leader.getValue().toString(StandardCharsets.UTF_8);
    if (name.equals(host.self().toString()) || epoch.isPresent() && revision <= epoch.getAsLong()) {
      return; // of itself it knows first, and what is older is over
    }
    epoch = OptionalLong.of(revision);
    if (host.leads()) {
      loseLease();
    }
    NodeId other = new NodeId(Integer.parseInt(name.substring(1)));
    host.believes(Belief.follower(epoch, Optional.of(other)));
  }

  @Override
  public Record state() {
    long left = lease == 0 ? 0 : Math.max(0, validUntilNanos - host.nowNanos()) / 1_000_000;
    String revision = epoch.isPresent() ? Long.toString(epoch.getAsLong()) : "-";
    return new EtcdState(lease, left, host.leads(), revision);
  }

  @Override
  public void close() {
    client.close();
  }
}
