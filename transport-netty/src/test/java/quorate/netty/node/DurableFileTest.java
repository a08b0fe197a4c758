package quorate.netty.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import quorate.bully.BullyAlgorithm;
import quorate.lab.UserError;
import quorate.lab.cluster.ClusterSpec;
import quorate.paxos.Ballot;
import quorate.paxos.PaxosAlgorithm;
import quorate.paxos.PaxosState;
import quorate.raft.RaftAlgorithm;
import quorate.raft.RaftLog;
import quorate.raft.RaftState;
import quorate.spi.ElectionAlgorithm;
import quorate.spi.NodeId;
import quorate.spi.Timing;

class DurableFileTest {

  private static final NodeId N1 = new NodeId(1);
  private static final ClusterSpec RAFT = spec("raft", new RaftAlgorithm(), 3);
  private static final RaftState OLD = new RaftState(7, new NodeId(2), new RaftLog(5, 3));
  private static final RaftState NEW = new RaftState(812, null, RaftLog.EMPTY);

  @TempDir private Path folder;

  private static ClusterSpec spec(String name, ElectionAlgorithm algorithm, int size) {
    return new ClusterSpec(name, algorithm, size, Timing.DEFAULT, Map.of(), 1);
  }

  private DurableFile open() {
    return DurableFile.open(folder, RAFT, N1, true);
  }

  private void save(RaftState state) throws IOException {
    try (DurableFile file = open()) {
      file.save(state);
    }
  }

  private Path file() {
    return folder.resolve(DurableFile.NAME);
  }

  @Test
  void what_a_node_saved_is_there_when_it_starts_again() throws IOException {
    try (DurableFile file = open()) {
      assertThat(file.content()).isEmpty();
      file.save(OLD);
      file.save(NEW);
    }
    try (DurableFile file = open()) {
      assertThat(file.content()).contains(NEW);
    }
  }

  @Test
  void all_that_is_saved_before_something_leaves_is_one_write() {
    List<String> told = new ArrayList<>();
    NodeSaves saves = new NodeSaves(Optional.of(open()), () -> told.add("soon"));
    saves.save(OLD, () -> told.add("old is safe"));
    saves.save(NEW, () -> told.add("new is safe"));
    assertThat(told).containsExactly("soon");
    assertThat(file()).doesNotExist();
    saves.write();
    saves.write();
    assertThat(told).containsExactly("soon", "old is safe", "new is safe");
    assertThat(saves.counters(new ByteCounter(), 0).saves()).isEqualTo(1);
    saves.close();
    try (DurableFile file = open()) {
      assertThat(file.content()).contains(NEW);
    }
  }

  @Test
  void what_was_not_written_when_the_node_failed_never_is() {
    NodeSaves saves = new NodeSaves(Optional.of(open()), () -> {});
    saves.save(OLD, Assertions::fail);
    saves.forget();
    saves.write();
    saves.close();
    assertThat(file()).doesNotExist();
  }

  @Test
  void the_state_of_another_algorithm_is_saved_in_the_same_way() throws IOException {
    ClusterSpec paxos = spec("paxos", new PaxosAlgorithm(), 3);
    PaxosState state = new PaxosState(4, new Ballot(3, N1), new Ballot(2, N1), N1, null);
    try (DurableFile file = DurableFile.open(folder, paxos, N1, false)) {
      file.save(state);
    }
    try (DurableFile file = DurableFile.open(folder, paxos, N1, false)) {
      assertThat(file.content()).contains(state);
    }
  }

  @Test
  void a_file_that_is_cut_off_at_any_byte_is_refused_and_never_forgotten() throws IOException {
    save(OLD);
    byte[] whole = Files.readAllBytes(file());
    for (int length = 0; length < whole.length; length++) {
      Files.write(file(), Arrays.copyOf(whole, length));
      assertThatThrownBy(this::open)
          .as("%s of %s bytes", length, whole.length)
          .isInstanceOf(UserError.class)
          .hasMessageContaining("is damaged");
    }
  }

  @Test
  void a_file_in_which_any_byte_is_changed_is_refused() throws IOException {
    save(OLD);
    byte[] whole = Files.readAllBytes(file());
    for (int i = 0; i < whole.length; i++) {
      byte[] changed = whole.clone();
      changed[i] ^= 1;
      Files.write(file(), changed);
      assertThatThrownBy(this::open)
          .as("byte %s of %s", i, whole.length)
          .isInstanceOf(UserError.class);
    }
  }

  @Test
  void a_process_that_dies_while_it_writes_leaves_the_old_state() throws IOException {
    save(NEW);
    byte[] next = Files.readAllBytes(file());
    save(OLD);
    for (int length = 0; length <= next.length; length++) {
      Files.write(folder.resolve(DurableFile.NEW_NAME), Arrays.copyOf(next, length));
      try (DurableFile file = open()) {
        assertThat(file.content()).contains(OLD);
      }
    }
    save(NEW);
    try (DurableFile file = open()) {
      assertThat(file.content()).contains(NEW);
    }
  }

  @Test
  void a_file_of_another_cluster_algorithm_size_or_node_is_refused() throws IOException {
    save(OLD);
    assertThatThrownBy(
            () -> DurableFile.open(folder, spec("blue", new RaftAlgorithm(), 3), N1, true))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("belongs to node 1 of 3 in cluster 'raft' (raft)")
        .hasMessageContaining("this is node 1 of 3 in cluster 'blue' (raft)")
        .hasMessageContaining("--data");
    assertThatThrownBy(
            () -> DurableFile.open(folder, spec("raft", new BullyAlgorithm(), 3), N1, true))
        .hasMessageContaining("belongs to");
    assertThatThrownBy(
            () -> DurableFile.open(folder, spec("raft", new RaftAlgorithm(), 5), N1, true))
        .hasMessageContaining("belongs to");
    assertThatThrownBy(() -> DurableFile.open(folder, RAFT, new NodeId(2), true))
        .hasMessageContaining("belongs to");
    assertThatCode(() -> open().close()).doesNotThrowAnyException();
  }

  @Test
  void one_folder_is_one_process_s() {
    try (DurableFile first = open()) {
      assertThat(first.content()).isEmpty();
      assertThatThrownBy(this::open)
          .isInstanceOf(UserError.class)
          .hasMessage(
              "another process uses the folder %s; stop that, or give another one with --data"
                  .formatted(folder));
    }
    open().close();
  }

  @Test
  void a_folder_that_is_none_is_said_in_one_line() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");
    assertThatThrownBy(() -> DurableFile.open(file, RAFT, N1, true))
        .isInstanceOf(UserError.class)
        .hasMessage(
            "cannot write to the folder %s: it is no folder; give another one with --data"
                .formatted(file));
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void a_folder_that_nobody_may_write_to_is_said_in_one_line() {
    assertThatThrownBy(() -> DurableFile.open(Path.of("/proc/nodes"), RAFT, N1, true))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith("cannot write to the folder /proc/nodes: ");
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void a_disk_that_is_full_fails_the_save_and_keeps_the_old_state() throws IOException {
    save(OLD);
    Files.createSymbolicLink(folder.resolve(DurableFile.NEW_NAME), Path.of("/dev/full"));
    try (DurableFile file = open()) {
      assertThatThrownBy(() -> file.save(NEW))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("No space left on device");
      assertThat(file.content()).contains(OLD);
    }
    Files.delete(folder.resolve(DurableFile.NEW_NAME));
    try (DurableFile file = open()) {
      assertThat(file.content()).contains(OLD);
    }
  }
}
