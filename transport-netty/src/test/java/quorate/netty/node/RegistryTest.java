package quorate.netty.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import quorate.lab.UserError;
import quorate.lab.cluster.ClusterSpec;
import quorate.raft.RaftAlgorithm;
import quorate.spi.NodeId;
import quorate.spi.Timing;

class RegistryTest {

  static final ClusterSpec SPEC = spec("raft", 5);

  private static final int ROUNDS = Integer.getInteger("quorate.rounds", 4);

  @TempDir private Path folder;

  private static ClusterSpec spec(String name, int size) {
    return new ClusterSpec(name, new RaftAlgorithm(), size, Timing.DEFAULT, Map.of(), 1);
  }

  private Path file() {
    return folder.resolve("registry.json");
  }

  private Members registry() {
    return Members.registry(file(), SPEC);
  }

  private static HostPort at(int port) {
    return new HostPort("127.0.0.1", port);
  }

  @Test
  void members_find_those_that_registered_and_the_size_stays_that_of_the_cluster() {
    assertThat(registry().find().byId()).isEmpty();
    registry().register(new NodeId(1), at(7001));
    registry().register(new NodeId(3), at(7003));
    registry().register(new NodeId(1), at(8001));
    assertThat(registry().find().byId())
        .containsExactly(Map.entry(new NodeId(1), at(8001)), Map.entry(new NodeId(3), at(7003)));
    assertThat(registry().size()).isEqualTo(5);
    assertThat(folder).isDirectoryNotContaining("glob:**.new");
  }

  @Test
  void a_second_id_for_a_taken_address_is_refused() {
    registry().register(new NodeId(1), at(7001));
    assertThatThrownBy(() -> registry().register(new NodeId(2), at(7001)))
        .isInstanceOf(UserError.class)
        .hasMessage(
            "127.0.0.1:7001 is the address of node 1 in %s; give node 2 another one with --listen"
                .formatted(file()));
    assertThat(registry().find().byId()).hasSize(1);
  }

  @Test
  void a_sixth_of_five_is_refused() {
    for (int id = 1; id <= 5; id++) {
      registry().register(new NodeId(id), at(7000 + id));
    }
    assertThatThrownBy(() -> registry().register(new NodeId(6), at(7006)))
        .isInstanceOf(UserError.class)
        .hasMessage("%s has nodes 1 to 5, and no node 6".formatted(file()));
    assertThat(registry().find().byId()).hasSize(5);
  }

  @Test
  void an_address_that_nobody_can_dial_is_not_registered() {
    assertThatThrownBy(() -> registry().register(new NodeId(1), new HostPort("0.0.0.0", 7001)))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("nobody can dial 0.0.0.0:7001");
    assertThat(file()).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "{\"cluster\":\"raft\"",
        "{\"cluster\":\"raft\",\"algorithm\":\"raft\",\"size\":5,\"nodes\":null}",
        "{\"cluster\":\"raft\",\"algorithm\":\"raft\",\"size\":5,\"nodes\":{\"6\":\"a:1\"}}",
        "{\"cluster\":\"raft\",\"algorithm\":\"raft\",\"size\":5,\"nodes\":{\"1\":null}}",
        "{\"cluster\":\"raft\",\"algorithm\":\"raft\",\"size\":5,\"nodes\":{\"1\":\"nowhere\"}}",
        "{\"cluster\":\"raft\",\"algorithm\":\"raft\",\"size\":5,\"nodes\":{}} and more"
      })
  void a_corrupt_registry_is_said_in_one_line_and_left_as_it_is(String text) throws IOException {
    Files.writeString(file(), text);
    String error = file() + " is no registry, or is damaged; delete it, and start all nodes again";
    assertThatThrownBy(() -> registry().find()).isInstanceOf(UserError.class).hasMessage(error);
    assertThatThrownBy(() -> registry().register(new NodeId(1), at(7001))).hasMessage(error);
    assertThat(file()).hasContent(text);
  }

  @Test
  void the_registry_of_another_cluster_is_refused() {
    registry().register(new NodeId(1), at(7001));
    for (ClusterSpec other : List.of(spec("blue", 5), spec("raft", 3))) {
      assertThatThrownBy(() -> Members.registry(file(), other).register(new NodeId(2), at(7002)))
          .isInstanceOf(UserError.class)
          .hasMessageContaining("is that of cluster 'raft' (raft, 5 members), and this is cluster");
    }
  }

  @Test
  void a_registry_that_cannot_be_written_is_said_in_one_line() {
    Path nowhere = Path.of("/proc/registry.json");
    assertThatThrownBy(() -> Members.registry(nowhere, SPEC).register(new NodeId(1), at(7001)))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith("cannot write to the registry /proc/registry.json: ");
  }

  @Test
  @Tag("tcp")
  void of_five_processes_that_register_at_once_none_is_lost() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      Files.deleteIfExists(file());
      List<Process> processes = new ArrayList<>();
      for (int id = 1; id <= 5; id++) {
        processes.add(start(id));
      }
      for (Process process : processes) {
        assertThat(process.inputReader().readLine()).isEqualTo("ready");
      }
      for (Process process : processes) {
        process.outputWriter().append('\n').flush();
      }
      for (Process process : processes) {
        assertThat(process.inputReader().readLine()).isEqualTo("registered");
        assertThat(process.waitFor()).isZero();
      }
      assertThat(registry().find().byId().values())
          .as("round %s", round)
          .containsExactlyElementsOf(Stream.of(1, 2, 3, 4, 5).map(id -> at(7000 + id)).toList());
    }
  }

  private Process start(int id) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Dslf4j.internal.verbosity=ERROR",
            "-cp",
            System.getProperty("java.class.path"),
            RegisterOne.class.getName(),
            file().toString(),
            Integer.toString(id))
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }
}
