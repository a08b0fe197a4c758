package quorate.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;
import picocli.CommandLine;
import quorate.netty.node.NodeSettings;
import quorate.nodes.server.ServerSettings;

/** What docs/deploy says to run is what this program takes, and the parts fit each other. */
class DeployTest {

  private static final Path FOLDER = Page.ROOT.resolve("docs/deploy");

  private static List<JsonNode> yaml(String file) throws IOException {
    List<JsonNode> all = new ArrayList<>();
    for (Object one : new Yaml().loadAll(Files.readString(FOLDER.resolve(file)))) {
      all.add(new ObjectMapper().valueToTree(one));
    }
    return all;
  }

  private static JsonNode kind(String file, String kind) throws IOException {
    return yaml(file).stream()
        .filter(it -> it.get("kind").asText().equals(kind))
        .findFirst()
        .orElseThrow();
  }

  /** What {@code quorate node} makes of its arguments. */
  private record Node(NodeSettings settings, ServerSettings server) {
    static Node of(List<String> words) {
      assertThat(words.get(0)).isEqualTo("node");
      NodeOptions options =
          CommandLine.populateCommand(
              new NodeOptions(), words.subList(1, words.size()).toArray(String[]::new));
      return new Node(options.node(), options.server().orElseThrow());
    }
  }

  private static List<String> texts(JsonNode list) {
    List<String> texts = new ArrayList<>();
    list.forEach(it -> texts.add(it.asText()));
    return texts;
  }

  @Test
  void the_stateful_set_has_a_command_that_can_be_typed_and_ports_that_fit() throws IOException {
    JsonNode set = kind("kubernetes.yaml", "StatefulSet").get("spec");
    JsonNode service = kind("kubernetes.yaml", "Service");
    JsonNode container = set.at("/template/spec/containers/0");
    String script = container.at("/command/2").asText();
    assertThat(script).startsWith("exec quorate node ");
    String typed = script.replace("exec quorate ", "").replace("$((${HOSTNAME##*-} + 1))", "1");
    Node node = Node.of(List.of(typed.split(" ")));
    assertThat(node.settings().spec().size()).isEqualTo(set.get("replicas").asInt());
    assertThat(typed).contains("--dns " + service.at("/metadata/name").asText() + ":7001 ");
    int nodes = node.settings().listen().port();
    int http = node.server().listen().port();
    for (JsonNode ports : List.of(container.get("ports"), service.at("/spec/ports"))) {
      assertThat(port(ports, "nodes")).isEqualTo(nodes);
      assertThat(port(ports, "http")).isEqualTo(http);
    }
    assertThat(container.at("/readinessProbe/httpGet/path").asText()).isEqualTo("/health");
    assertThat(container.at("/livenessProbe/httpGet/path").asText()).isEqualTo("/livez");
    assertThat(container.at("/readinessProbe/httpGet/port").asInt()).isEqualTo(http);
    assertThat(container.at("/livenessProbe/httpGet/port").asInt()).isEqualTo(http);
    String mount = container.at("/volumeMounts/0/mountPath").asText();
    assertThat(node.settings().data().orElseThrow().startsWith(mount)).isTrue();
  }

  private static int port(JsonNode ports, String name) {
    for (JsonNode port : ports) {
      if (port.get("name").asText().equals(name)) {
        return port.path("containerPort").asInt(port.path("port").asInt());
      }
    }
    throw new AssertionError("no port " + name);
  }

  @Test
  void nodes_can_find_each_other_before_they_are_ready_and_a_majority_stays() throws IOException {
    JsonNode set = kind("kubernetes.yaml", "StatefulSet").get("spec");
    JsonNode service = kind("kubernetes.yaml", "Service");
    assertThat(set.get("podManagementPolicy").asText()).isEqualTo("Parallel");
    assertThat(set.get("serviceName")).isEqualTo(service.at("/metadata/name"));
    assertThat(service.at("/spec/clusterIP").asText()).isEqualTo("None");
    assertThat(service.at("/spec/publishNotReadyAddresses").asBoolean()).isTrue();
    JsonNode budget = kind("kubernetes.yaml", "PodDisruptionBudget").get("spec");
    int size = set.get("replicas").asInt();
    assertThat(budget.get("maxUnavailable").asInt()).isEqualTo((size - 1) / 2);
    JsonNode labels = set.at("/template/metadata/labels");
    assertThat(service.at("/spec/selector")).isEqualTo(labels);
    assertThat(set.at("/selector/matchLabels")).isEqualTo(labels);
    assertThat(budget.at("/selector/matchLabels")).isEqualTo(labels);
  }

  @Test
  void each_container_of_compose_runs_another_member_of_one_cluster() throws IOException {
    JsonNode compose = yaml("compose.yaml").get(0);
    Set<Integer> ids = new TreeSet<>();
    compose
        .get("services")
        .properties()
        .forEach(
            service -> {
              JsonNode one = service.getValue();
              if (!one.has("profiles")) {
                return;
              }
              assertThat(texts(one.get("profiles"))).containsExactly("individual");
              Node node = Node.of(texts(one.get("command")));
              int id = node.settings().self().value();
              ids.add(id);
              assertThat(service.getKey()).isEqualTo("node" + id);
              assertThat(node.settings().spec().size()).isEqualTo(5);
              assertThat(node.settings().members().find().byId().get(node.settings().self()))
                  .hasToString("node" + id + ":" + node.settings().listen().port());
              assertThat(texts(one.get("ports")))
                  .containsExactly("127.0.0.1:800" + id + ":" + node.server().listen().port());
              assertThat(texts(one.get("volumes"))).containsExactly("data" + id + ":/data");
              assertThat(compose.get("volumes").has("data" + id)).isTrue();
            });
    assertThat(ids).containsExactly(1, 2, 3, 4, 5);
  }

  @Test
  void the_container_with_all_nodes_starts_and_watches_a_cluster() throws IOException {
    JsonNode all = yaml("compose.yaml").get(0).at("/services/cluster");
    assertThat(texts(all.get("entrypoint"))).containsExactly("sh", "-c");
    String[] parts = all.at("/command/0").asText().split(" && exec ");
    String[] start = parts[0].replace("quorate cluster ", "").split(" ");
    new CommandLine(new ClusterCommand()).parseArgs(start);
    assertThat(start).startsWith("start", "raft");
    assertThat(parts[1]).isEqualTo("quorate monitor");
    new CommandLine(new MonitorCommand()).parseArgs();
  }

  @Test
  void each_pod_of_the_job_writes_another_shard_and_all_make_one_report() throws IOException {
    JsonNode job = kind("job.yaml", "Job").get("spec");
    assertThat(job.get("completionMode").asText()).isEqualTo("Indexed");
    String script = job.at("/template/spec/containers/0/command/2").asText();
    Matcher quoted = Pattern.compile("-c \"([^\"]*)\"").matcher(script);
    assertThat(quoted.find()).isTrue();
    String command = quoted.group(1);
    int pods = job.get("completions").asInt();
    assertThat(command).contains("$((JOB_COMPLETION_INDEX + 1))/" + pods + " --jsonl -");
    try (Typed prompt = Typed.simulating()) {
      String last =
          command
              .replace("$((JOB_COMPLETION_INDEX + 1))", Integer.toString(pods))
              .replaceAll("--trials \\d+", "--trials " + pods);
      assertThat(prompt.type(last)).contains("\"shard\":" + pods + ",\"of\":" + pods);
      assertThat(prompt.interpreter().exitStatus()).isZero();
    }
  }

  @Test
  void the_image_has_the_ports_and_the_user_of_the_manifests() throws IOException {
    String image = Files.readString(FOLDER.resolve("Dockerfile"));
    JsonNode pod = kind("kubernetes.yaml", "StatefulSet").at("/spec/template/spec");
    JsonNode container = pod.at("/containers/0");
    String user = pod.at("/securityContext/runAsUser").asText();
    assertThat(image)
        .contains("\nUSER " + user + "\n", "-u " + user + " ")
        .contains(
            "\nEXPOSE "
                + port(container.get("ports"), "nodes")
                + " "
                + port(container.get("ports"), "http")
                + "\n")
        .contains("http://127.0.0.1:8001" + container.at("/livenessProbe/httpGet/path").asText());
  }

  @Test
  void the_script_of_the_namespaces_uses_options_that_there_are() throws IOException {
    String script = Files.readString(FOLDER.resolve("namespaces.sh"));
    Matcher node = Pattern.compile("\"\\$quorate\" node raft((?:.*\\\\\n)*.*)").matcher(script);
    assertThat(node.find()).isTrue();
    Set<String> known = new CommandLine(new NodeOptions()).getCommandSpec().optionsMap().keySet();
    Matcher option = Pattern.compile(" (--[a-z-]+)").matcher(node.group(1));
    List<String> found = new ArrayList<>();
    while (option.find()) {
      found.add(option.group(1));
    }
    assertThat(found).contains("--id", "--peers", "--http", "--data").isSubsetOf(known);
  }

  /** Who leads differs from run to run; the sentences do not. */
  @Test
  void the_pages_show_steps_of_the_namespaces_as_the_script_prints_them() throws IOException {
    String script = Files.readString(FOLDER.resolve("namespaces.sh"));
    List<Pattern> steps =
        Pattern.compile("(?m)^\\d\\. [^\"\n]+")
            .matcher(script)
            .results()
            .map(it -> it.group().split("\\$\\w+", -1))
            .map(it -> Stream.of(it).map(Pattern::quote).collect(Collectors.joining("\\d+")))
            .map(Pattern::compile)
            .toList();
    assertThat(steps).hasSize(6);
    Path chapter = FOLDER.resolveSibling("exercises").resolve("24-one-direction-of-a-cable.md");
    for (Path page : List.of(FOLDER.resolve("namespaces.md"), chapter)) {
      List<String> shown =
          Pattern.compile("(?m)^\\d\\. .+")
              .matcher(Files.readString(page))
              .results()
              .map(MatchResult::group)
              .toList();
      assertThat(shown).hasSizeGreaterThanOrEqualTo(3);
      assertThat(shown)
          .allSatisfy(line -> assertThat(steps).anyMatch(it -> it.matcher(line).matches()));
    }
  }
}
