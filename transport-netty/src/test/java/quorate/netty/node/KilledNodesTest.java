package quorate.netty.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import quorate.raft.RaftState;
import quorate.spi.NodeId;

/** Processes that are killed at random moments, as by {@code kill -9}, in their saves too. */
@Tag("tcp")
@Tag("long")
class KilledNodesTest {

  private static final int KILLS = Integer.getInteger("quorate.kills", 30);
  private static final int NODES = 3;

  @TempDir private Path folder;

  private final List<Life> lives = new ArrayList<>();

  /** For whom each node voted in each term, over all of its lives: {@code n1 in term 7}. */
  private final SortedMap<String, Integer> votes = new TreeMap<>();

  /** One process, and what it says. */
  private static final class Life {
    private final int node;
    private final Process process;
    private final BufferedReader out;
    private final List<String> said = new ArrayList<>();

    Life(int node, Process process) {
      this.node = node;
      this.process = process;
      this.out = process.inputReader();
    }

    void awaitRunning() throws IOException {
      for (String line = out.readLine(); !"runs".equals(line); line = out.readLine()) {
        assertThat(line).as("n%s starts again; said so far: %s", node, said).isNotNull();
        said.add(line);
      }
    }

    void kill() throws IOException, InterruptedException {
      process.toHandle().destroyForcibly(); // that of a Process throws away what was said
      assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
      out.lines().forEach(said::add);
    }
  }

  @AfterEach
  void end() {
    lives.forEach(life -> life.process.destroyForcibly());
  }

  @Test
  void no_node_ever_votes_twice_in_a_term_and_none_refuses_to_start_again() throws Exception {
    Random random = new Random(15);
    for (int node = 1; node <= NODES; node++) {
      lives.add(start(node));
    }
    for (int kill = 0; kill < KILLS; kill++) {
      Life victim = lives.get(random.nextInt(NODES));
      victim.awaitRunning();
      LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(random.nextInt(250_000)));
      victim.kill();
      check(victim);
      lives.set(victim.node - 1, start(victim.node));
    }
    for (Life life : lives) {
      life.awaitRunning();
      life.kill();
      check(life);
    }
    assertThat(votes).as("elections").hasSizeGreaterThan(KILLS / 2);
  }

  private Life start(int node) throws IOException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dslf4j.internal.verbosity=ERROR",
                "-cp",
                System.getProperty("java.class.path"),
                OneNode.class.getName(),
                Integer.toString(node),
                folder.resolve("n" + node).toString(),
                folder.resolve("registry.json").toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    return new Life(node, process);
  }

  /** What the process said of its votes agrees with what it ever said, and is on its disk. */
  private void check(Life life) {
    long lastTerm = 0;
    int lastVote = 0;
    for (String line : life.said) {
      assertThat(line).startsWith("vote ");
      String[] words = line.split(" ");
      lastTerm = Long.parseLong(words[1]);
      lastVote = Integer.parseInt(words[2]);
      Integer before = votes.put("n" + life.node + " in term " + lastTerm, lastVote);
      assertThat(before == null || before == lastVote)
          .as("n%s voted for n%s and n%s in term %s", life.node, before, lastVote, lastTerm)
          .isTrue();
    }
    NodeId self = new NodeId(life.node);
    Path data = folder.resolve("n" + life.node);
    try (DurableFile file = DurableFile.open(data, OneNode.spec(), self, false)) {
      if (lastTerm > 0) {
        RaftState saved = (RaftState) file.content().orElseThrow();
        assertThat(saved.currentTerm()).isGreaterThanOrEqualTo(lastTerm);
        if (saved.currentTerm() == lastTerm) {
          assertThat(saved.votedFor()).isEqualTo(new NodeId(lastVote));
        }
      }
    }
  }
}
