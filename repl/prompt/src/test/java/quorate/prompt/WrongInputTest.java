package quorate.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import quorate.experiments.ObservedCluster;
import quorate.experiments.language.FaultRows;
import quorate.lab.trace.TraceEvent;
import quorate.lab.trace.TraceEvent.FaultInjected;
import quorate.lab.trace.TraceEvent.LinksChanged;

/** Wrong input gets one line that says what was wrong and what to type; clusters live on. */
@Tag("tcp")
class WrongInputTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      value = {
        "start rafft 5 ~ unknown algorithm 'rafft'; did you mean raft? known: {algorithms}",
        "start raft 0 ~ a cluster needs at least 1 node, got 0",
        "start raft -3 ~ a cluster needs at least 1 node, got -3",
        "start raft 10000 ~ a cluster over TCP has at most 51 nodes, got 10000",
        "start raft five ~ 'five' is not a number of nodes; type: start raft 5",
        "start raft ~ start needs more; type: start ALGORITHM NODES [--sim | --tcp | --processes] [--name NAME] [--seed N] [key=value ...]",
        "start raft 3 logs=1,2 ~ logs= names 2 logs; type one for all nodes, or one for each of the 3",
        "start raft 3 logs=x ~ 'x' is not the end of a log; type an index, or index@term, as in 5@3",
        "start raft 3 colour=red ~ raft has no option 'colour'; it has logs, prevote, recent-leader, check-quorum, ack-quorum",
        "start bully 3 logs=1 ~ bully has no option 'logs'; it has none",
        "start paxos 3 learning=all ~ learning= is proposer or everyone, got 'all'",
        "start raft 3 election=10ms ~ the election timeout must be longer than the heartbeat interval, or a healthy leader is suspected for ever; got at least 10 ms, and a heartbeat every 50 ms",
        "start raft 3 election=long ~ 'long' is not a duration; type one like 50ms or 1.5s",
        "start raft 1001 --sim ~ a simulated cluster has at most 1000 nodes, got 1001",
        "start raft 3 latency=1ms ~ latency= is for the simulated network; add --sim, or leave it out over TCP",
        "start raft 3 latency[1-2]=1ms ~ latency[1-2]= is for the simulated network; add --sim, or leave it out over TCP",
        "start raft 3 --sim latency=fast ~ 'fast' is not a delay; type one like 1ms, 30..40ms, exp(2.5ms), normal(10ms,2ms), or a sum: 1ms+exp(2.5ms)",
        "start raft 3 --sim latency=exp(0ms) ~ the mean of exp() must be longer than 0 ms",
        "start raft 3 --sim latency[1->4]=1ms ~ node 4 does not exist; there are nodes 1 to 3",
        "start raft 3 --sim latency[2-2]=1ms ~ a link joins two nodes, but n2-n2 names one",
        "start raft 3 --sim latency[x]=1ms ~ 'latency[x]' is not understood; type latency[1->3]=30ms, or loss[1-3]=20% for both ways",
        "start raft 3 --sim loss=20 ~ '20' is not a share; type one from 0% to 100%",
        "start raft 3 --sim loss=120% ~ '120%' is not a share; type one from 0% to 100%",
        "start raft 3 --sim down=1 ~ down= is for the trials of compare and sweep only",
        "start raft 3 --sim logs=4..0 ~ 4..0 runs backwards; type: 0..4",
        "start raft 3 shuffled ~ shuffled comes after the option whose values it deals to the nodes, as in logs=0..4 shuffled",
        "start raft 3 election=1s election=2s ~ election= was typed twice; type it once",
        "start raft 3 electon=1s ~ raft has no option 'electon'; did you mean election=? it has logs, prevote, recent-leader, check-quorum, ack-quorum",
        "start raft 3 five ~ 'five' is not understood; type key=value",
        "start raft 3 election=99999999m ~ 99999999m is too long; nothing may take more than a day",
        "start raft 3 --name 9 ~ '9' cannot name a cluster; use up to 20 letters and digits, a letter first",
        "crash leader ~ no cluster is running; type: start raft 5",
        "on raft crash 1 ~ no cluster is running; type: start raft 5",
        "statsu ~ unknown command 'statsu'; did you mean status? type: help",
        "help crahs ~ no command and no group is called 'crahs'; did you mean crash? type: help",
        "set pace 3 ~ unknown setting 'pace'; known: heartbeat, election, answer, latency, persist, loss, runtime, seed, follow",
        "set loss much ~ 'much' is not a share; type one from 0% to 100%",
        "set follow maybe ~ follow is on or off, got 'maybe'",
        "compare raft --scenario crash-leeder ~ there is no scenario and no file 'crash-leeder'; did you mean crash-leader? type: scenarios",
        "compare raft --nodes 0 ~ a cluster needs at least 1 node, got 0",
        "compare raft --nodes five ~ 'five' is not a number of nodes; type: compare ... --nodes 5",
        "compare raft --nodes 52 ~ a cluster over TCP has at most 51 nodes, got 52",
        "compare raft --nodes 1001 --sim ~ a simulated cluster has at most 1000 nodes, got 1001",
        "compare raft --trials 0 ~ the number of trials is from 1 to 10000 over TCP, got 0",
        "compare raft --sim --trials 100001 ~ the number of trials is from 1 to 100000, got 100001",
        "compare raft --trials many ~ invalid value for option '--trials': 'many' is not an int; type: compare ALGORITHM ... [--sim] [--nodes N] [--scenario S] [--trials T] [--seed N] [--csv FILE] [--html FILE] [--samples] [--threads N] [--shard K/N --jsonl FILE] [key=value ...]",
        "compare raft --threads 2 ~ --threads is for --sim; over TCP clusters run side by side anyway",
        "compare raft --sim --threads 0 ~ the number of threads is from 1 to 256, got 0",
        "compare election=1s ~ which algorithms? type: compare raft paxos bully",
        "compare raft loss=5% ~ loss= is for the simulated network; add --sim, or leave it out over TCP",
        "compare raft synchronised=on ~ only the simulator can synchronise heartbeats; add --sim",
        "compare raft paxos colour=red ~ none of raft, paxos has an option 'colour'; they have logs, prevote, recent-leader, check-quorum, ack-quorum, learning, backoff",
        "compare raft --sim down=6 ~ n6 cannot be down; the cluster has nodes 1 to 5",
        "compare raft --sim down=1..5 ~ all nodes are down; leave one that runs",
        "compare raft --sim down=me ~ 'me' is no node; type numbers, as in down=1,2",
        "compare raft --sim down=0 ~ 0 names no nodes; they are numbered from 1, as in 3..5",
        "compare raft --sim hold=long ~ 'long' is not a number of heartbeat intervals; type: hold=17",
        "compare raft --sim hold=-1 ~ an agreement must hold for 0 heartbeats or more, got -1",
        "compare raft --sim limit=0ms ~ the limit must be longer than 0 ms",
        "compare raft --sim synchronised=yes ~ synchronised= is on or off, got 'yes'; type synchronised=on",
        "compare raft --sim logs=1,2 shuffled ~ logs= names 2 logs; type one for all nodes, or one for each of the 5",
        "compare raft --sim logs=7 shuffled ~ logs is shuffled over 5 nodes and needs a value for each, got 1",
        "compare raft --sim --csv /no/such/folder/f.csv ~ cannot write '/no/such/folder/f.csv': there is no such folder, or it cannot be written to",
        "compare raft --sim --csv / ~ cannot write '/': it is not a file",
        "sweep raft --sim ~ nothing is swept; put values into braces: sweep raft election=150..{151,200,300}ms",
        "sweep raft election=150..{151,200ms --sim ~ the braces of 'election=150..{151,200ms' do not match; type them as in 150..{151,200,300}ms",
        "sweep raft paxos loss={1,2}% --sim ~ sweep takes one algorithm, or several in braces; type: sweep {raft,paxos} latency={1,5}ms",
        "sweep raft loss={1,1}% --sim ~ loss=1% was typed twice; type it once",
        "sweep raft --nodes {3,5} loss={0,1,2,3,4}% persist={0,1,2,3,4,5}ms --sim ~ these are 60 settings; sweep at most 50 at a time",
        "sweep raft loss={0,1,2,3,4,5}% --sim --trials 100000 ~ 6 settings of 100000 trials are too many; type --trials 50000",
        "replay ~ replay needs more; type: replay ID",
        "replay me ~ 'me' is not the id of a run; reports print them, and they look like raft/5/crash-leader/seed=1/trial=17",
        "replay raft/5/crash-leader/seed=1/trial=1#xyz ~ 'raft/5/crash-leader/seed=1/trial=1#xyz' is not the id of a run; reports print them, and they look like raft/5/crash-leader/seed=1/trial=17",
        "replay raft/5/crash-leader/seed=1 ~ 'raft/5/crash-leader/seed=1' is not the id of a run; reports print them, and they look like raft/5/crash-leader/seed=1/trial=17",
        "replay raft/5/crash-leader/seed=1/trial=0 ~ 'raft/5/crash-leader/seed=1/trial=0' is not the id of a run; reports print them, and they look like raft/5/crash-leader/seed=1/trial=17",
        "replay raft/5/crash-leader/seed=x/trial=1 ~ 'x' is not a seed; it is a number",
        "replay rafd/5/crash-leader/seed=1/trial=1 ~ unknown algorithm 'rafd'; did you mean raft? known: {algorithms}",
        "replay raft/5/crush-leader/seed=1/trial=1 ~ there is no scenario and no file 'crush-leader'; did you mean crash-leader? type: scenarios",
        "replay raft/0/crash-leader/seed=1/trial=1 ~ a cluster needs at least 1 node, got 0",
        "replay raft/9999/crash-leader/seed=1/trial=1 ~ a simulated cluster has at most 1000 nodes, got 9999",
        "replay raft/5/crash-leader/seed=1/trial=1/down=9 ~ n9 cannot be down; the cluster has nodes 1 to 5",
        "replay raft/5/crash-leader/seed=1/trials=100001 ~ the number of trials is from 1 to 100000",
      })
  void an_error_says_what_to_type(String typed, String error) {
    try (Typed prompt = Typed.text()) {
      assertThat(prompt.error(typed)).isEqualTo(complete(error, prompt));
      assertThat(prompt.printed()).isEmpty();
      assertThat(prompt.session().all()).isEmpty();
    }
  }

  /** Errors that name all algorithms name them in order. */
  private static String complete(String error, Typed prompt) {
    return error.replace("{algorithms}", String.join(", ", prompt.session().catalog().names()));
  }

  @Test
  void what_names_no_node_of_a_cluster_changes_nothing() throws Exception {
    try (Typed prompt = Typed.text()) {
      prompt.type("start raft 5; start bully 3");
      assertThat(prompt.error("crash 9")).isEqualTo("node 9 does not exist; raft has nodes 1 to 5");
      assertThat(prompt.error("partition 1,9"))
          .isEqualTo("node 9 does not exist; raft has nodes 1 to 5");
      assertThat(prompt.error("crash 4"))
          .isEqualTo("node 4 does not exist; bully has nodes 1 to 3");
      assertThat(prompt.error("crash 0")).isEqualTo("node 0 does not exist; raft has nodes 1 to 5");
      assertThat(prompt.error("crash leeder"))
          .isEqualTo(
              "'leeder' names no node; did you mean leader? type a number, 1,2 or 3..5, or one of"
                  + " leader, followers, follower, majority, minority, half, highest, random, all");
      assertThat(prompt.error("partition 1,2 | 2,3"))
          .isEqualTo("n2 is in two groups; a node can be on one side only");
      assertThat(prompt.error("partition all"))
          .isEqualTo(
              "one group of all nodes is no partition; name fewer, or type | between groups");
      assertThat(prompt.error("crash 3..2")).isEqualTo("3..2 runs backwards; type: 2..3");
      assertThat(prompt.error("inspect 1,2"))
          .isEqualTo("one node is needed, but 1,2 means [n1, n2]");
      assertThat(prompt.error("on rift status"))
          .isEqualTo("unknown cluster 'rift'; did you mean raft? known: raft, bully");
      assertThat(prompt.error("start raft 3 --name bully"))
          .isEqualTo("there is a cluster bully already; type: stop bully");
      assertThat(prompt.error("stop"))
          .isEqualTo("which one? type: stop all, or stop raft, or stop bully");
      assertThat(prompt.error("why no-vote"))
          .isEqualTo("which node did not vote? type: why no-vote 2");
      assertThat(prompt.type("status")).doesNotContain("crashed").doesNotContain("links down");
    }
  }

  private static List<String> fingerprints(Typed prompt) {
    return prompt.session().all().stream().map(it -> it.fingerprint().orElseThrow()).toList();
  }

  /** The fingerprint is over all that has ever happened: none of these has left a trace. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      value = {
        "crash ~ crash needs more; type: crash NODES",
        "crash 1 two ~ 'two' is not understood by crash; type: crash NODES",
        "crash 1, ~ '' names no node; type a number, 1,2 or 3..5, or one of leader, followers, follower, majority, minority, half, highest, random, all",
        "crash -1 ~ '-1' names no node; type a number, 1,2 or 3..5, or one of leader, followers, follower, majority, minority, half, highest, random, all",
        "crash 4 ~ node 4 does not exist; bully has nodes 1 to 3",
        "crash @pom.xml ~ '@pom.xml' names no node; type a number, 1,2 or 3..5, or one of leader, followers, follower, majority, minority, half, highest, random, all",
        "restart 3 --amnesa ~ '--amnesa' is not understood by restart; type: restart NODES [--amnesia]",
        "pause leader for ~ pause needs more; type: pause NODES [for TIME]",
        "pause leader 2s ~ '2s' is not understood by pause; type: pause NODES [for TIME]",
        "pause leader for 0s ~ a pause must be longer than 0 ms",
        "pause leader for 5 ~ '5' is not a duration; type one like 50ms or 1.5s",
        "resign ~ resign needs more; type: resign NODES",
        "partition ~ partition needs more; type: partition NODES [| NODES ...]",
        "partition all ~ one group of all nodes is no partition; name fewer, or type | between groups",
        "partition 1,2 | 2,3 ~ n2 is in two groups; a node can be on one side only",
        "partition 1,2 | 4 ~ node 4 does not exist; bully has nodes 1 to 3",
        "cut ~ cut needs more; type: cut LINKS",
        "cut 1 ~ '1' is no link; type 1-3 for both directions, 1->3 for one, or a list of these",
        "cut 1->4 ~ node 4 does not exist; bully has nodes 1 to 3",
        "cut 1->1 ~ a link joins two nodes, but this names one",
        "cut 1 -> 3 ~ '1' is no link; type 1-3 for both directions, 1->3 for one, or a list of these",
        "deaf ~ deaf needs more; type: deaf NODES",
        "deaf folower ~ 'folower' names no node; did you mean follower? type a number, 1,2 or 3..5, or one of leader, followers, follower, majority, minority, half, highest, random, all",
        "mute 9 ~ node 9 does not exist; raft has nodes 1 to 5",
        "bridge ~ bridge needs more; type: bridge NODE",
        "bridge 1,2 ~ one node is needed, but 1,2 means [n1, n2]",
        "ring 1 ~ '1' is not understood by ring; type: ring",
        "links ~ links needs more; type: links LINKS",
        "links 1-2,4-5 ~ node 5 does not exist; bully has nodes 1 to 3",
        "loss ~ loss needs more; type: loss SHARE [LINKS]",
        "loss 20 ~ '20' is not a share; type one from 0% to 100%",
        "loss 101% ~ '101%' is not a share; type one from 0% to 100%",
        "loss 20% on 1->3 ~ 'on' is no link; type 1-3 for both directions, 1->3 for one, or a list of these",
        "delay ~ delay needs more; type: delay DELAY [LINKS]",
        "delay soon ~ 'soon' is not a delay; type one like 1ms, 30..40ms, exp(2.5ms), normal(10ms,2ms), or a sum: 1ms+exp(2.5ms)",
        "delay 40..30ms ~ the range 40..30ms runs backwards; type the shorter time first",
        "duplicate 5 ~ '5' is not a share; type one from 0% to 100%",
        "reorder 10% most ~ 'most' is no link; type 1-3 for both directions, 1->3 for one, or a list of these",
        "cut 1,2-3,4 ~ '1,2-3,4' could mean several links; type each: 1-3,1-4,2-3,2-4",
        "drop ~ drop needs more; type: drop MESSAGE [from NODES] [to NODES] [next COUNT]",
        "drop RequestVote ~ unknown message of bully 'RequestVote'; known: Answer, Coordinator, Election, Heartbeat",
        "on raft drop RequestVotes ~ unknown message of raft 'RequestVotes'; did you mean RequestVote? known: AppendEntries, AppendEntriesReply, PreVote, PreVoteReply, RequestVote, RequestVoteReply",
        "on raft drop RequestVote next 0 ~ drop at least the next 1, got 0",
        "on raft drop RequestVote to 6 ~ node 6 does not exist; raft has nodes 1 to 5",
        "heal 1 ~ '1' is no link; type 1-3 for both directions, 1->3 for one, or a list of these",
        "heal 4-5 ~ node 5 does not exist; bully has nodes 1 to 3",
        "fire leader ~ fire needs more; type: fire NODES TIMER",
        "fire 2 ~ several clusters run; type: on raft fire 2",
        "on raft fire leader ELECTION ~ no timer ELECTION is pending at n1; type: fire 1 HEARTBEAT",
        "on raft fire leader HARTBEAT ~ no timer HARTBEAT is pending at n1; did you mean HEARTBEAT? type: fire 1 HEARTBEAT",
        "fire all ELECTION ~ no timer ELECTION is pending at n1; type: fire 1 HEARTBEAT",
        "on raft fire 2 elektion ~ no timer elektion is pending at n2; type: fire 2 ELECTION",
        "on raft fire 2 1 ~ no timer 1 is pending at n2; type: fire 2 ELECTION",
        "net 3 ~ '3' is not understood by net; type: net",
        "crush 1 ~ unknown command 'crush'; did you mean crash? type: help",
      })
  void a_wrong_fault_leaves_no_trace_in_any_cluster(String typed, String error) {
    try (Typed prompt = Typed.simulating()) {
      prompt.type("start raft 5 --sim --seed 2; start bully 3 --sim --seed 2");
      List<String> before = fingerprints(prompt);
      assertThat(prompt.error(typed)).isEqualTo(complete(error, prompt));
      assertThat(prompt.printed()).isEmpty();
      assertThat(fingerprints(prompt)).isEqualTo(before);
    }
  }

  /** Whatever is typed is done, or else refused in one line, and then nothing has happened. */
  @Test
  void words_in_any_order_are_a_fault_or_leave_no_trace() throws Exception {
    List<String> words =
        new ArrayList<>(
            List.of(
                "1",
                "3",
                "9",
                "1,2",
                "3..2",
                "|",
                "leader",
                "follower",
                "for",
                "2s",
                "-1",
                "1-3",
                "1->2",
                "20%",
                "30..40ms",
                "--amnesia",
                "RequestVote",
                "to",
                "next",
                "ELECTION"));
    SplittableRandom random = new SplittableRandom(11);
    int refused = 0;
    int done = 0;
    try (Typed prompt = Typed.simulatingJson()) {
      prompt.type("start raft 5 --sim --seed 2; start bully 3 --sim --seed 2; set follow off");
      List<TraceEvent> faults = new ArrayList<>();
      for (ObservedCluster cluster : prompt.session().all()) {
        cluster.run(now -> now.trace().observe(event -> addIfFault(event, faults)));
      }
      for (int i = 0; i < 2000; i++) {
        List<String> verbs = List.copyOf(FaultRows.all().keySet());
        StringBuilder line = new StringBuilder(verbs.get(random.nextInt(verbs.size())));
        for (int length = random.nextInt(4); length > 0; length--) {
          line.append(' ').append(words.get(random.nextInt(words.size())));
        }
        prompt.type(i % 20 == 0 ? "heal; resume all; restart all; wait converged" : "");
        List<String> before = fingerprints(prompt);
        faults.clear();
        JsonNode answer = prompt.answer(line.toString());
        if (answer.get("ok").asBoolean()) {
          done++;
        } else {
          refused++;
          assertThat(answer.get("error").asText())
              .as(line.toString())
              .doesNotContain("should not have happened");
          assertThat(faults).as(line.toString()).isEmpty();
          if (!line.toString().matches(".*(leader|follower).*")) { // for these time may pass
            assertThat(fingerprints(prompt)).as(line.toString()).isEqualTo(before);
          }
        }
      }
    }
    assertThat(done).isGreaterThan(100);
    assertThat(refused).isGreaterThan(1000);
  }

  private static void addIfFault(TraceEvent event, List<TraceEvent> faults) {
    if (event instanceof FaultInjected || event instanceof LinksChanged) {
      faults.add(event);
    }
  }

  @Test
  void an_empty_line_and_a_comment_do_nothing() {
    try (Typed prompt = Typed.text()) {
      assertThat(prompt.type("\n   \n# nothing\n;;")).isEmpty();
      assertThat(prompt.error(" ")).isEmpty();
      assertThat(prompt.interpreter().exitStatus()).isZero();
    }
  }

  @Test
  void binary_noise_gets_errors_without_control_characters_and_clusters_live_on() throws Exception {
    try (Typed prompt = Typed.json()) {
      JsonNode before = prompt.answer("start raft 3").get("results").get(0);
      SplittableRandom random = new SplittableRandom(7);
      for (int i = 0; i < 200; i++) {
        byte[] noise = new byte[random.nextInt(200)];
        random.nextBytes(noise);
        for (JsonNode answer : prompt.answers(new String(noise, StandardCharsets.UTF_8))) {
          assertThat(answer.get("ok").asBoolean()).isFalse();
          assertThat(answer.get("error").asText()).doesNotContainPattern("\\p{Cntrl}");
        }
      }
      JsonNode status = prompt.answer("status").get("clusters").get(0);
      assertThat(status.get("leader")).isEqualTo(before.get("leader"));
      assertThat(status.get("epoch")).isEqualTo(before.get("epoch"));
    }
  }

  @Test
  void a_failed_command_ends_the_run_unless_it_is_to_keep_going() {
    try (Typed prompt = Typed.text()) {
      assertThat(prompt.interpreter().run("foo; help", false)).isFalse();
      assertThat(prompt.printed()).isEmpty();
      assertThat(prompt.interpreter().exitStatus()).isEqualTo(1);
      assertThat(prompt.interpreter().run("foo; help", true)).isTrue();
      assertThat(prompt.printed()).contains("start a cluster");
    }
  }
}
