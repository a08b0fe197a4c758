package quorate.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import quorate.experiments.ObservedCluster;
import quorate.lab.simulator.Pending;
import quorate.lab.simulator.Planned.Arrival;
import quorate.lab.simulator.Planned.Expiry;
import quorate.report.Display;
import quorate.report.Tone;
import quorate.report.stage.FlightRows;
import quorate.report.stage.Onlooker;
import quorate.report.stage.StageObserver;
import quorate.report.stage.StageText;
import quorate.report.stage.StageView;
import quorate.report.stage.StageView.Flight;
import quorate.session.WhatComes;
import quorate.spi.NodeId;

/** What a stage shows is what the cluster is: its timers, its messages, its votes. */
class StageTest {

  private static Typed started(String start) {
    Typed prompt = Typed.simulatingJson();
    prompt.session().settings().set("runtime", "sim");
    prompt.session().settings().set("follow", "off");
    prompt.type(start);
    return prompt;
  }

  private static ObservedCluster cluster(Typed prompt) {
    return prompt.session().all().get(0);
  }

  private static StageView look(Typed prompt, Duration linger) {
    ObservedCluster cluster = cluster(prompt);
    StageObserver observer = StageObserver.at(cluster);
    StageView stage = StageView.of(cluster, observer, linger);
    observer.leave(cluster);
    return stage;
  }

  @ParameterizedTest
  @ValueSource(strings = {"raft", "paxos", "bully", "highest-of-majority"})
  void timers_and_messages_are_those_that_are_to_come(String algorithm) {
    try (Typed prompt = started("start " + algorithm + " 4 latency=2..9ms")) {
      int flying = 0;
      for (int walk = 0; walk < 60; walk++) {
        String command =
            List.of("step 7", "crash random", "align", "restart all").get(walk / 5 % 4);
        prompt.type(walk % 5 == 0 ? command : "step 7");
        StageView stage = look(prompt, Duration.ZERO);
        List<Pending> pending = WhatComes.in(cluster(prompt)).all();
        assertThat(timers(stage)).isEqualTo(expiries(pending, stage.atNanos()));
        List<Long> under =
            stage.messages().stream().filter(it -> !it.ended()).map(Flight::number).toList();
        assertThat(under).containsExactlyInAnyOrderElementsOf(arrivals(pending));
        flying += under.size();
      }
      assertThat(flying).as("messages under way").isPositive();
    }
  }

  private static Map<String, Long> timers(StageView stage) {
    Map<String, Long> left = new TreeMap<>();
    stage
        .nodes()
        .forEach(
            node -> node.timers().forEach(it -> left.put(node.id() + it.name(), it.leftNanos())));
    return left;
  }

  private static Map<String, Long> expiries(List<Pending> pending, long nowNanos) {
    Map<String, Long> left = new TreeMap<>();
    for (Pending it : pending) {
      if (it.what() instanceof Expiry expiry) {
        left.put(expiry.set().node() + expiry.set().timer().name(), it.atNanos() - nowNanos);
      }
    }
    return left;
  }

  private static List<Long> arrivals(List<Pending> pending) {
    List<Long> numbers = new ArrayList<>();
    for (Pending it : pending) {
      if (it.what() instanceof Arrival arrival) {
        numbers.add(arrival.sent().number());
      }
    }
    return numbers;
  }

  @Test
  void a_message_is_as_far_as_its_time_has_passed_and_a_lost_one_ends_in_a_cross() {
    try (Typed prompt = started("start raft 3 latency=10ms")) {
      prompt.type("wait 1s; isolate leader; wait 1s");
      boolean flew = false;
      String crosses = "";
      for (int look = 0; look < 40; look++) {
        prompt.type("wait 3ms");
        StageView stage = look(prompt, Duration.ofMillis(3));
        long now = stage.atNanos();
        for (Flight it : stage.messages()) {
          long sentAt = sentAt(prompt, it);
          assertThat(it.progress()).isEqualTo(Math.min(1, (now - sentAt) / 10e6));
          assertThat(it.lost()).as("known at its end").matches(no -> it.ended() || no.isEmpty());
          flew |= !it.ended();
        }
        if (stage.messages().stream().anyMatch(it -> it.lost().isPresent())) {
          crosses += String.join("\n", lines(stage, 80, 24));
        }
      }
      assertThat(flew).isTrue();
      assertThat(crosses).contains("✕").contains("isolated");
      assertThat(look(prompt, Duration.ZERO).messages()).noneMatch(Flight::ended);
    }
  }

  private static long sentAt(Typed prompt, Flight flight) {
    return cluster(prompt).call(now -> now.trace().find(flight.number()).orElseThrow().atNanos());
  }

  @Test
  void the_vote_is_the_variable_of_the_paper() throws Exception {
    try (Typed prompt = started("start raft 3; wait 1s")) {
      StageView stage = look(prompt, Duration.ZERO);
      assertThat(stage.voteName()).contains("votedFor");
      String votedFor = prompt.answer("inspect 2").at("/clusters/0/state/votedFor").asText();
      assertThat(stage.nodes().get(1).vote()).contains(votedFor);
    }
    try (Typed prompt = started("start bully 3; wait 1s")) {
      assertThat(look(prompt, Duration.ZERO).voteName()).isEmpty();
    }
  }

  @Test
  void elections_are_counted_from_the_start_and_the_json_has_all_that_a_page_draws() {
    try (Typed prompt = started("start raft 3; wait 1s; crash leader; wait 1s")) {
      JsonNode json = look(prompt, Duration.ofMillis(100)).json();
      assertThat(json.at("/elections").asInt()).isEqualTo(2);
      assertThat(json.at("/leaders").asInt()).isEqualTo(2);
      assertThat(json.at("/nodes/0").fieldNames())
          .toIterable()
          .containsExactly(
              "id", "state", "role", "epoch", "leader", "clock_rate", "vote", "timers");
      assertThat(json.at("/messages/0").fieldNames())
          .toIterable()
          .containsExactly("sent_at", "from", "to", "type", "purpose", "progress", "lost");
      assertThat(json.at("/said").findValuesAsText("text")).anyMatch(it -> it.contains("crash"));
    }
  }

  // The picture

  private static List<String> lines(StageView stage, int columns, int rows) {
    return lines(stage, columns, rows, Display.plain(columns), new FlightRows());
  }

  private static List<String> lines(
      StageView stage, int columns, int rows, Display display, FlightRows where) {
    NodeId chosen = new NodeId(stage.nodes().size());
    Onlooker onlooker =
        new Onlooker(
            chosen,
            "1/20 of real time",
            false,
            true,
            "> crash 1",
            Tone.PLAIN,
            2,
            3,
            List.of("x crash", "r restart"),
            "? help  q quit");
    return new StageText(stage, onlooker, display).lines(columns, rows, where);
  }

  @Test
  void it_fits_any_window_with_any_number_of_nodes() {
    for (int size : List.of(1, 2, 3, 5, 7, 9, 15)) {
      try (Typed prompt =
          started("start raft " + size + " latency=5ms; wait 1s; wait heartbeat; wait 2ms")) {
        StageView stage = look(prompt, Duration.ofMillis(20));
        for (int columns : List.of(40, 60, 80, 100, 200)) {
          for (int rows : List.of(8, 14, 24, 50)) {
            List<String> lines = lines(stage, columns, rows);
            assertThat(lines).as(size + " in " + columns + "x" + rows).hasSize(rows);
            assertThat(lines).allMatch(it -> it.length() <= columns);
            assertThat(String.join("\n", lines)).contains("[n" + size + "]").contains("role");
            assertThat(lines.get(rows - 1)).contains("x crash").endsWith("q quit");
            boolean all = columns >= 60 && rows == 24 && size <= 9;
            for (int node = 1; all && node <= size; node++) {
              assertThat(String.join("\n", lines)).contains("n" + node);
            }
          }
        }
      }
    }
  }

  @Test
  void where_only_ascii_can_be_shown_there_is_nothing_else() {
    Display ascii =
        new Display() {
          @Override
          public int width() {
            return 80;
          }

          @Override
          public int lineWidth() {
            return 80;
          }

          @Override
          public String bold(String text) {
            return text;
          }

          @Override
          public boolean ascii() {
            return true;
          }
        };
    try (Typed prompt =
        started("start raft 5 latency=5ms; wait 1s; cut 1-2; wait heartbeat; wait 6ms")) {
      StageView stage = look(prompt, Duration.ofMillis(20));
      String all = String.join("\n", lines(stage, 80, 24, ascii, new FlightRows()));
      assertThat(all).contains("AppendEntries").matches("(?s)[ -~\n]*");
    }
  }

  /** Otherwise the eye cannot follow it. */
  @Test
  void a_message_stays_in_its_row_for_as_long_as_it_is_shown() {
    try (Typed prompt = started("start raft 5 latency=5..30ms; wait 1s")) {
      FlightRows where = new FlightRows();
      Map<String, Integer> before = new TreeMap<>();
      int stayed = 0;
      for (int frame = 0; frame < 200; frame++) {
        prompt.type("wait 2ms");
        StageView stage = look(prompt, Duration.ofMillis(10));
        List<String> lines = lines(stage, 100, 50, Display.plain(100), where);
        Map<String, Integer> now = new TreeMap<>();
        for (Flight it : stage.messages()) {
          now.put(it.group(), where.row(it.group()));
        }
        for (String group : now.keySet()) {
          if (before.containsKey(group)) {
            assertThat(now.get(group)).isEqualTo(before.get(group));
            stayed++;
          }
        }
        before = now;
        assertThat(lines).hasSize(50);
      }
      assertThat(stayed).isPositive();
    }
  }
}
