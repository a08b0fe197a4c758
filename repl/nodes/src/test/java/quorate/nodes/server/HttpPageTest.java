package quorate.nodes.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import quorate.nodes.server.NodeClient.Answer;
import quorate.nodes.server.NodeClient.Event;

/** docs/http.md says what nodes answer. */
@Tag("tcp")
class HttpPageTest {

  private static final Path PAGE = Path.of("../../docs/http.md");
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final Pattern BLOCK =
      Pattern.compile("```console ?(\\d*)\n\\$ (curl [^\n]+)\n(.*?)```", Pattern.DOTALL);
  private static final Pattern ADDRESS =
      Pattern.compile("http://127\\.0\\.0\\.1:800(\\d)(/[^' ]*)");
  private static final Pattern DATA = Pattern.compile("-d '([^']*)'");
  private static final Pattern METHOD = Pattern.compile("-X (\\w+)");
  private static final Pattern METRIC = Pattern.compile("\\| `(quorate_\\w+)` \\| (\\w+) \\|");

  /** A command of the page, and what it is said to print. */
  private record Typed(int status, String curl, String printed) {

    String path() {
      return find(ADDRESS, 2);
    }

    private String find(Pattern pattern, int group) {
      Matcher found = pattern.matcher(curl);
      assertThat(found.find()).as(curl).isTrue();
      return found.group(group);
    }

    /** On the page n1 leads. */
    NodeClient client(ServedNodes nodes, int leader) {
      boolean toLeader = find(ADDRESS, 1).equals("1");
      return nodes.client(toLeader ? leader : nodes.followerOf(leader));
    }

    Answer send(NodeClient client) throws Exception {
      Matcher data = DATA.matcher(curl);
      Matcher method = METHOD.matcher(curl);
      boolean hasData = data.find();
      String verb = method.find() ? method.group(1) : hasData ? "POST" : "GET";
      String path = path();
      return hasData && curl.contains("Content-Type: application/json")
          ? client.send(verb, path, data.group(1), "Content-Type", "application/json")
          : client.send(verb, path, hasData ? data.group(1) : "");
    }
  }

  private static List<Typed> typed() throws Exception {
    List<Typed> all = new ArrayList<>();
    Matcher block = BLOCK.matcher(Files.readString(PAGE));
    while (block.find()) {
      int status = block.group(1).isEmpty() ? 200 : Integer.parseInt(block.group(1));
      all.add(new Typed(status, block.group(2), block.group(3)));
    }
    return all;
  }

  /** What is there, without what it is: names and kinds of values, in order. */
  private static String shape(JsonNode json) {
    if (json.isObject()) {
      return json.properties().stream()
          .map(it -> it.getKey() + ":" + shape(it.getValue()))
          .collect(Collectors.joining(",", "{", "}"));
    } else if (json.isArray()) {
      return json.isEmpty() ? "[]" : "[" + shape(json.get(json.size() - 1)) + "]";
    }
    return json.isIntegralNumber() ? "count" : json.getNodeType().name().toLowerCase();
  }

  /** Times of saves are null where there is no disk, and lists may be empty. */
  private static String comparable(JsonNode json) {
    return shape(json)
        .replaceAll("(last|longest|mean)_ms:(null|number)", "$1_ms")
        .replaceAll("(votesReceived|acknowledgedBy):\\[(count)?\\]", "$1")
        .replaceAll("heard_ms_ago:(null|number)", "heard_ms_ago");
  }

  @Test
  void every_command_answers_with_the_fields_that_the_page_shows() throws Exception {
    List<Typed> all = typed();
    assertThat(all).hasSizeGreaterThan(10);
    try (ServedNodes nodes = ServedNodes.start("raft", 3, true)) {
      for (Typed each : all) {
        NodeClient client = each.client(nodes, nodes.awaitLeader());
        if (each.curl().contains("-N ")) {
          assertStream(each, client);
          continue;
        }
        Answer answer = each.send(client);
        assertThat(answer.status()).as(each.curl() + "\n" + answer.text()).isEqualTo(each.status());
        if (each.path().startsWith("/trace")) {
          assertLines(each, answer);
        } else if (!each.path().equals("/metrics")) {
          JsonNode said = MAPPER.readTree(each.printed().replace("\n", ""));
          assertThat(comparable(answer.json())).as(each.curl()).isEqualTo(comparable(said));
        }
      }
    }
  }

  /** Each line of the page is one of those that were sent, but for its values. */
  private static void assertLines(Typed typed, Answer answer) throws Exception {
    Set<String> sent = new TreeSet<>();
    for (String line : answer.lines()) {
      sent.add(shape(MAPPER.readTree(line)));
    }
    for (String part : typed.printed().split("\n\\.\\.\\.\n")) {
      assertThat(sent).contains(shape(MAPPER.readTree(part.replace("\n", ""))));
    }
  }

  private static void assertStream(Typed typed, NodeClient client) throws Exception {
    List<Event> events = client.events(typed.path(), "", it -> it.kind().equals("mark"));
    Set<String> sent = new TreeSet<>();
    for (Event event : events) {
      sent.add(event.kind() + shape(event.data()));
    }
    for (String part : typed.printed().replace("\n...", "").split("\n\n")) {
      String kind = part.contains("event: ") ? part.replaceAll("(?s).*event: (\\w+).*", "$1") : "";
      String data = part.replaceAll("(?s).*?data: ", "").replace("\n", "");
      assertThat(sent).contains(kind + shape(MAPPER.readTree(data)));
    }
  }

  @Test
  void every_metric_is_on_the_page_with_its_type() throws Exception {
    Set<String> said = new TreeSet<>();
    Matcher metric = METRIC.matcher(Files.readString(PAGE));
    while (metric.find()) {
      said.add(metric.group(1) + " " + metric.group(2));
    }
    try (ServedNodes nodes = ServedNodes.start("raft", 3, true)) {
      int leader = nodes.awaitLeader();
      nodes.client(leader).post("/faults", "{\"line\":\"drop AppendEntriesReply next 1\"}");
      Set<String> sent = new TreeSet<>();
      while (!sent.contains("quorate_messages_dropped_total counter")) {
        nodes.client(leader).get("/metrics").lines().stream()
            .filter(it -> it.startsWith("# TYPE "))
            .forEach(it -> sent.add(it.substring("# TYPE ".length())));
      }
      assertThat(sent).isEqualTo(said);
    }
  }

  @Test
  void every_path_is_on_the_page_with_its_methods() throws Exception {
    String page = Files.readString(PAGE);
    try (ServedNodes nodes = ServedNodes.start("raft", 1, true)) {
      NodeClient client = nodes.client(1);
      String nothing = client.get("/nothing").error();
      Matcher path = Pattern.compile(" (/[a-z-]+)").matcher(nothing);
      int paths = 0;
      while (path.find()) {
        Answer refused = client.send("PATCH", path.group(1), "");
        assertThat(page).contains("| `" + path.group(1) + "` | " + refused.allow() + " |");
        paths++;
      }
      assertThat(paths).isEqualTo(8);
    }
  }
}
