package quorate.prompt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Addresses that hold a run. */
class RunAddressesTest {

  private static final String START = "start raft 3 --sim --name raft --seed 1";

  private final Typed prompt = Typed.simulating();
  private PageClient page;

  @TempDir private Path folder;

  @BeforeEach
  void serve() {
    prompt.type("start raft 3 --sim");
    page = new PageClient(prompt.type("web"));
  }

  @AfterEach
  void close() {
    prompt.close();
  }

  @Test
  void an_address_opens_the_same_run_at_the_same_moment_elsewhere() throws Exception {
    prompt.type("crash leader; cut 1-2; wait 200ms; goto 180ms");
    JsonNode here = page.cluster("raft");
    String run = PageClient.json(page.get("/link?cluster=raft")).path("run").textValue();
    assertThat(run).matches("[\\w-]+").hasSizeLessThan(400);
    try (Typed other = Typed.simulating()) {
      other.type("start raft 5 --sim; set seed 3");
      PageClient there = new PageClient(other.type("web"));
      JsonNode asked = PageClient.json(post(there, run, false));
      assertThat(asked.path("title").textValue()).startsWith("raft 3, ");
      assertThat(asked.path("commands")).hasSizeGreaterThan(3);
      assertThat(other.session().all()).as("nothing was run yet").hasSize(1);
      JsonNode opened = PageClient.json(post(there, run, true));
      assertThat(opened.path("ok").booleanValue()).as(opened.toString()).isTrue();
      assertThat(opened.path("cluster").textValue()).isEqualTo("raft-2");
      assertThat(opened.path("fingerprint")).isEqualTo(here.path("fingerprint"));
      assertThat(other.session().settings().follow()).isTrue();
      assertThat(other.interpreter().shell().worked()).contains("on raft-2 cut n1-n2");
      JsonNode again = PageClient.json(there.get("/link?cluster=raft-2"));
      assertThat(again.path("title")).isEqualTo(asked.path("title"));
    }
  }

  @Test
  void a_run_that_differs_from_the_address_is_said_to_differ() throws Exception {
    String run =
        packed(START, "on raft goto 300ms --fingerprint 0123456789abcdef", "on raft goto 20ms");
    JsonNode opened = PageClient.json(post(page, run, true));
    assertThat(opened.path("ok").booleanValue()).isFalse();
    assertThat(opened.path("same").booleanValue()).isFalse();
    assertThat(opened.path("cluster").textValue()).isEqualTo("raft-2");
    assertThat(page.cluster("raft-2").path("time_ms").doubleValue()).isEqualTo(20);
  }

  @Test
  void an_address_that_holds_anything_but_a_run_is_refused_and_nothing_is_run() throws Exception {
    Path file = folder.resolve("file");
    String before = prompt.type("status");
    List<String> hostile =
        List.of(
            "source " + file,
            "save " + file,
            "save branch " + file,
            "export jsonl " + file,
            "report " + file,
            "open " + file,
            "set heartbeat 1ms",
            "exit",
            "quit",
            "web off",
            "stop all",
            "start raft 5 --tcp",
            "compare raft paxos --csv " + file,
            "on raft save branch " + file,
            "on raft export jsonl " + file,
            "on other crash 1",
            "on raft on raft crash 1",
            "on raft crash 1 > " + file,
            "on raft goto 1ms --fingerprint 'x y'",
            "on raft goto 25h",
            "on raft deliver 1 --help",
            "on raft crash 1; save " + file,
            "on raft crash 1\nsave " + file,
            "crash 1");
    for (String command : hostile) {
      assertRefused(packed(START, command), command);
      assertRefused(packed(command), command);
      assertRefused(packed(command, START), command);
    }
    for (String start :
        List.of(
            "start raft 3",
            "start raft 3 --tcp --name raft --seed 1",
            START + " --tcp",
            START + " --json",
            START.replace("raft 3", "@" + file + " 3"),
            START + "; exit")) {
      assertRefused(packed(start), start);
    }
    assertThat(file).doesNotExist();
    assertThat(prompt.type("status")).isEqualTo(before);
  }

  private void assertRefused(String run, String command) throws Exception {
    for (boolean go : List.of(false, true)) {
      HttpResponse<String> refused = post(page, run, go);
      assertThat(refused.statusCode()).as(command + refused.body()).isEqualTo(400);
      assertThat(refused.body()).contains("this address ");
    }
  }

  @Test
  void a_damaged_address_is_refused() throws Exception {
    String good = packed(START);
    List<String> damaged =
        List.of(
            "",
            "a",
            "!",
            good.substring(3),
            good.substring(0, good.length() - 4),
            packed(""),
            packed("#"));
    for (String run : damaged) {
      assertRefused(run, run);
    }
    assertRefused(packed("start raft ".repeat(100_000)), "one that grows");
    assertThat(page.post("/open", "{\"run\":5}").statusCode()).isEqualTo(400);
  }

  @Test
  void a_run_that_was_replayed_has_an_address_as_well() throws Exception {
    Matcher id =
        Pattern.compile("replay (\\S+/trial=\\S+)")
            .matcher(prompt.type("compare raft --nodes 3 --trials 3 --sim"));
    assertThat(id.find()).isTrue();
    prompt.type("replay " + id.group(1));
    String run = PageClient.json(page.get("/link?cluster=replay")).path("run").textValue();
    JsonNode opened = PageClient.json(post(page, run, true));
    assertThat(opened.path("ok").booleanValue()).as(opened.toString()).isTrue();
    assertThat(opened.path("fingerprint")).isEqualTo(page.cluster("replay").path("fingerprint"));
  }

  @Test
  void of_a_run_that_no_address_can_hold_it_is_said_why() throws Exception {
    Path file = folder.resolve("run.jsonl");
    prompt.type("export jsonl " + file + "; open " + file);
    assertThat(page.get("/link?cluster=raft-2").body()).contains("its run is over");
    assertThat(page.get("/link?cluster=none").body()).contains("unknown cluster 'none'");
  }

  private static HttpResponse<String> post(PageClient page, String run, boolean go)
      throws IOException, InterruptedException {
    ObjectNode body = JsonNodeFactory.instance.objectNode().put("run", run).put("go", go);
    return page.post("/open", body.toString());
  }

  /** An address as anybody can make one. */
  private static String packed(String... commands) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DeflaterOutputStream out =
        new DeflaterOutputStream(bytes, new Deflater(Deflater.BEST_COMPRESSION, true))) {
      out.write(String.join("\n", commands).getBytes(UTF_8));
    }
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.toByteArray());
  }
}
