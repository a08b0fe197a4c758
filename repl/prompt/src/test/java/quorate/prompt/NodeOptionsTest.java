package quorate.prompt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import quorate.lab.UserError;
import quorate.netty.node.HostPort;
import quorate.netty.node.NodeSettings;

class NodeOptionsTest {

  private static NodeOptions typed(String line) {
    return CommandLine.populateCommand(new NodeOptions(), line.split(" "));
  }

  @Test
  void peers_say_how_many_members_there_are_and_where_this_one_listens() {
    NodeSettings node =
        typed(
                "raft election=500..800ms prevote=on --id 2 --cluster red --data d"
                    + " --peers 1=127.0.0.1:7001,2=127.0.0.2:7002,3=node-3.nodes:7003")
            .node();
    assertThat(node.spec().size()).isEqualTo(3);
    assertThat(node.spec().name()).isEqualTo("red");
    assertThat(node.spec().timing().election().max()).hasMillis(800);
    assertThat(node.spec().options()).containsEntry("prevote", "on");
    assertThat(node.listen()).isEqualTo(new HostPort("127.0.0.2", 7002));
    assertThat(node.data()).contains(Path.of("d"));
    assertThat(node.sync()).isTrue();
  }

  @Test
  void a_node_listens_on_loopback_unless_it_is_told_otherwise() {
    assertThat(typed("raft --id 1 --registry r.json --size 5").node().listen())
        .isEqualTo(new HostPort("127.0.0.1", 0));
    assertThat(typed("raft --id 1 --dns a:7001 --size 3 --listen [::]:7001").node().listen())
        .isEqualTo(new HostPort("::", 7001));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          rafft --id 1 --registry r --size 3 | unknown algorithm 'rafft'
          raft --registry r --size 3 | which member is it? add --id
          raft --id 0 --registry r --size 3 | a node's id is a number from 1 on, or manager, got '0'
          raft --id 1 | how does it find the others? add --peers, or --registry FILE --size N
          raft --id 1 --registry r --dns a:1 --size 3 | only one of these says who is there
          raft --id 1 --registry r | how many members are there? add --size
          raft --id 1 --registry r --size 99 | a cluster of processes has 1 to 51 members, got 99
          raft --id 1 --registry r --size -1 | a cluster of processes has 1 to 51 members, got -1
          raft --id 1 --dns a:1 --size 3 | where does it listen? add --listen 0.0.0.0:1
          raft --id 1 --dns a:0 --size 3 --listen a:1 | --dns needs the port of the members
          raft --id 1 --dns a --size 3 --listen a:1 | 'a' is no address; type HOST:PORT
          raft --id 1 --peers 1=a:1,2=b | 'b' is no address; type HOST:PORT
          raft --id 1 --peers 1=a:1,b:2 | 'b:2' is no member; type --peers 1=127.0.0.1:7001,2=
          raft --id 1 --peers 1=a:1,2=a:1 | two of --peers have the address a:1
          raft --id 1 --peers 1=a:1,1=a:2 | two of --peers are node 1
          raft --id 1 --peers 1=a:1,3=a:3 | --peers has 2 members, which are numbered 1 to 2
          raft --id 1 --peers 1=a:0 | the others cannot dial port 0
          raft --id 1 --peers 1=a:1,2=a:2 --size 3 | --peers has 2 members, and --size says 3
          raft --id 1 --peers 1=a:1 --cluster 1x | '1x' cannot name a cluster
          raft --id 1 --peers 1=a:1 latency=5ms | latency= is for the simulated network
          raft --id 1 --peers 1=a:1 prevot=on | raft has no option 'prevot'
          raft --id 1 --peers 1=a:1 heartbeat=0ms | the heartbeat interval must be longer than 0 ms
          raft --id 1 --peers 1=a:1 --secret-file /nowhere | cannot read the secret in /nowhere
          """)
  void what_is_wrong_is_said_in_one_line(String line, String error) {
    assertThatThrownBy(() -> typed(line).node())
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith(error);
  }

  @Test
  void faults_need_a_port_for_http() {
    assertThatThrownBy(() -> typed("raft --allow-faults").server())
        .isInstanceOf(UserError.class)
        .hasMessageContaining("need --http");
    assertThat(typed("raft").server()).isEmpty();
    assertThat(typed("raft --http 127.0.0.1:0 --http-name Node-1").server().orElseThrow().names())
        .containsExactly("node-1");
  }

  @Test
  void a_secret_is_the_line_in_its_file_and_an_empty_file_is_none(@TempDir Path folder)
      throws IOException {
    Path file = Files.writeString(folder.resolve("secret"), "open sesame\n");
    String line = "raft --id 1 --peers 1=a:1 --secret-file " + file;
    assertThat(typed(line).node().secret()).contains("open sesame");
    Files.writeString(file, " \n");
    assertThatThrownBy(() -> typed(line).node())
        .hasMessage("there is no secret in " + file + "; write a line into it");
  }

  @Test
  void at_the_prompt_it_is_said_where_a_node_is_started() {
    try (Typed prompt = Typed.simulating()) {
      for (String word : Stream.of("node", "cluster", "monitor", "new", "completion").toList()) {
        assertThat(prompt.error(word + " raft"))
            .isEqualToIgnoringNewLines(
                "%s is typed in a shell, and not here; type in another terminal: ./quorate %1$s --help"
                    .formatted(word));
      }
    }
  }
}
