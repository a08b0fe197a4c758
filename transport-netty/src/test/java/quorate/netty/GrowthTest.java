package quorate.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static quorate.netty.TcpClusters.LIMIT;
import static quorate.netty.TcpClusters.crash;
import static quorate.netty.TcpClusters.inject;
import static quorate.netty.TcpClusters.leader;
import static quorate.netty.TcpClusters.restart;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import quorate.experiments.ObservedCluster;
import quorate.raft.RaftAlgorithm;
import quorate.spi.ElectionAlgorithm;
import quorate.spi.NodeId;
import quorate.spi.TimeRange;
import quorate.spi.Timing;

/** Clusters that come and go leave nothing behind. Longer: {@code -Dquorate.soak=100}. */
@Tag("tcp")
class GrowthTest {

  private static final int ROUNDS = Integer.getInteger("quorate.soak", 20);

  /** Until all that is loaded and cached once is there. */
  private static final int WARM_UP = 3;

  private static final long MEGABYTE = 1 << 20;

  private static final Timing QUICK =
      new Timing(Duration.ofMillis(10), TimeRange.ofMillis(60, 120), Duration.ofMillis(20));

  /** What a process has. */
  private record Usage(List<String> threads, long descriptors, long heapBytes) {}

  /** Keeps what Netty's leak detector has to say. */
  private static final class Leaks extends Handler {
    private final ConcurrentLinkedQueue<String> found = new ConcurrentLinkedQueue<>();

    @Override
    public void publish(LogRecord line) {
      found.add(line.getMessage());
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }

  private static final Logger DETECTOR = Logger.getLogger("io.netty.util.ResourceLeakDetector");
  private static final Leaks LEAKS = new Leaks();

  @BeforeAll
  static void listen() {
    DETECTOR.addHandler(LEAKS);
  }

  @AfterAll
  static void listenNoMore() {
    DETECTOR.removeHandler(LEAKS);
  }

  @ParameterizedTest
  @MethodSource("quorate.netty.TcpClusters#algorithms")
  void threads_descriptors_and_heap_do_not_grow(ElectionAlgorithm algorithm, TestReporter report)
      throws Exception {
    assumeThat(ManagementFactory.getOperatingSystemMXBean())
        .isInstanceOf(UnixOperatingSystemMXBean.class);
    List<WeakReference<Object>> clusters = new ArrayList<>();
    for (int i = 0; i < WARM_UP; i++) {
      clusters.add(new WeakReference<>(live(algorithm)));
    }
    collect(clusters);
    Usage before = usage();
    for (int i = 0; i < ROUNDS; i++) {
      clusters.add(new WeakReference<>(live(algorithm)));
    }
    collect(clusters);
    Awaitility.await()
        .atMost(LIMIT)
        .untilAsserted(
            () -> {
              Usage after = usage();
              assertThat(after.threads()).hasSizeLessThanOrEqualTo(before.threads().size());
              assertThat(after.descriptors()).isLessThanOrEqualTo(before.descriptors());
              assertThat(after.heapBytes()).isLessThan(before.heapBytes() + 4 * MEGABYTE);
            });
    assertThat(LEAKS.found).isEmpty();
    report.publishEntry(
        Map.of("rounds", ROUNDS + "", "before", before.toString(), "after", usage().toString()));
  }

  @Test
  void a_wait_that_is_over_is_forgotten_while_the_cluster_lives() throws Exception {
    try (ObservedCluster cluster = TcpClusters.create(new RaftAlgorithm(), 1)) {
      List<WeakReference<Object>> conditions = new ArrayList<>();
      for (int i = 0; i < 10; i++) {
        conditions.add(new WeakReference<>(waitOnce(cluster, i % 2 == 0)));
      }
      collect(conditions);
    }
  }

  private static Object waitOnce(ObservedCluster cluster, boolean holds)
      throws InterruptedException {
    AtomicBoolean answer = new AtomicBoolean(holds);
    cluster.runUntil(now -> answer.get(), Duration.ofMillis(1));
    return answer;
  }

  /** One cluster's whole life. */
  private static Object live(ElectionAlgorithm algorithm) throws InterruptedException {
    try (ObservedCluster cluster = TcpClusters.settled(TcpClusters.spec(algorithm, 5, QUICK))) {
      NodeId leader = leader(cluster);
      assertThat(inject(cluster, crash(leader)).settled()).isTrue();
      assertThat(inject(cluster, restart(leader)).settled()).isTrue();
      assertThat(cluster.violations()).isEmpty();
      return TcpClusters.live(cluster);
    }
  }

  /** Waits until nothing holds on to any of these. */
  private static void collect(List<WeakReference<Object>> things) {
    Awaitility.await()
        .atMost(LIMIT)
        .until(
            () -> {
              System.gc();
              return things.stream().allMatch(thing -> thing.get() == null);
            });
  }

  private static Usage usage() {
    System.gc();
    return new Usage(
        Thread.getAllStackTraces().keySet().stream()
            .map(Thread::getName)
            .filter(name -> !name.startsWith("awaitility"))
            .sorted()
            .toList(),
        ((UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
            .getOpenFileDescriptorCount(),
        ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
  }
}
