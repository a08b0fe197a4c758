package quorate.nodes.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import quorate.lab.UserError;
import quorate.netty.node.HostPort;
import quorate.report.Display;
import quorate.spi.NodeId;

/** What a watcher says about nodes, and what it keeps to itself. */
class WatchedTest {

  private static final long SECOND = 1_000_000_000;

  private final List<NodeUrl> urls = List.of(url(1), url(2), url(3));
  private final Watched watched = new Watched(urls);
  private long now = SECOND;

  private static NodeUrl url(int id) {
    return new NodeUrl(new HostPort("127.0.0.1", 8000 + id));
  }

  private List<String> says(int id, String role, long epoch, Integer leader) {
    return says(id, role, epoch, leader, 100 + id);
  }

  private List<String> says(int id, String role, long epoch, Integer leader, long pid) {
    NodeSeen seen =
        new NodeSeen(
            "raft",
            "raft",
            new NodeId(id),
            3,
            role,
            OptionalLong.of(epoch),
            Optional.ofNullable(leader).map(NodeId::new),
            0,
            pid);
    return watched.take(new Answer(url(id), Optional.of(seen), "", now));
  }

  private List<String> isSilent(int id, String problem) {
    return watched.take(new Answer(url(id), Optional.empty(), problem, now));
  }

  private void agreeOnTheFirst() {
    says(1, "LEADER", 1, 1);
    says(2, "FOLLOWER", 1, 1);
    says(3, "FOLLOWER", 1, 1);
  }

  @Test
  void all_is_said_once_and_an_agreement_when_all_have_answered() {
    assertThat(says(1, "LEADER", 1, 1)).containsExactly("n1 answers: leads in epoch 1");
    assertThat(says(2, "FOLLOWER", 1, 1)).containsExactly("n2 answers: follows n1 in epoch 1");
    assertThat(says(3, "FOLLOWER", 1, 1))
        .containsExactly("n3 answers: follows n1 in epoch 1", "all 3 agree: n1 leads in epoch 1");
    assertThat(says(2, "FOLLOWER", 1, 1)).isEmpty();
  }

  @Test
  void a_killed_leader_is_missed_and_its_successor_announced() {
    agreeOnTheFirst();
    assertThat(isSilent(1, "nobody listens there"))
        .containsExactly("n1 does not answer: nobody listens there");
    assertThat(isSilent(1, "nobody listens there")).isEmpty();
    assertThat(says(2, "CANDIDATE", 2, null)).containsExactly("n2 campaigns in epoch 2");
    assertThat(says(2, "LEADER", 2, 2)).containsExactly("n2 leads in epoch 2");
    assertThat(says(3, "FOLLOWER", 2, 2))
        .containsExactly("n3 follows n2 in epoch 2", "2 of 3 agree: n2 leads in epoch 2");
    assertThat(says(1, "FOLLOWER", 2, 2, 999))
        .containsExactly(
            "n1 answers again, as another process: follows n2 in epoch 2",
            "all 3 agree: n2 leads in epoch 2");
  }

  @Test
  void a_node_that_campaigns_in_vain_is_news_once() {
    agreeOnTheFirst();
    assertThat(says(2, "CANDIDATE", 2, null)).containsExactly("n2 campaigns in epoch 2");
    assertThat(says(2, "CANDIDATE", 3, null)).isEmpty();
    assertThat(says(2, "FOLLOWER", 3, 3)).containsExactly("n2 follows n3 in epoch 3");
    assertThat(says(2, "CANDIDATE", 4, null)).containsExactly("n2 campaigns in epoch 4");
  }

  @Test
  void two_leaders_are_said_with_their_epochs() {
    agreeOnTheFirst();
    assertThat(says(2, "LEADER", 2, 2))
        .containsExactly("n2 leads in epoch 2", "two leaders: n1 in epoch 1, n2 in epoch 2");
  }

  @Test
  void the_table_says_who_is_silent_and_since_when() {
    agreeOnTheFirst();
    isSilent(3, "no answer within 1 s");
    MonitorView view = new MonitorView(watched.rows(), now + 7 * SECOND);
    assertThat(view.text(Display.plain(120)))
        .containsPattern("n1 +up +leader +1 +n1 +7 s ago +0")
        .containsPattern("n3 +silent +- +- +- +7 s ago +1 +no answer within 1 s");
    assertThat(view.json().at("/nodes/2/answers").asBoolean()).isFalse();
    assertThat(view.json().at("/nodes/0/leader").asInt()).isEqualTo(1);
  }

  @Test
  void a_url_may_lack_what_every_url_begins_with() {
    assertThat(NodeUrl.parse("http://127.0.0.1:8001/")).isEqualTo(url(1));
    assertThat(NodeUrl.parse("127.0.0.1:8001")).isEqualTo(url(1));
    assertThatThrownBy(() -> NodeUrl.parse("here"))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith("'here' is not where a node answers; type");
  }
}
