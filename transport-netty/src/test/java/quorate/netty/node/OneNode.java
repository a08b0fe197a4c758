package quorate.netty.node;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import quorate.lab.cluster.ClusterSpec;
import quorate.lab.trace.TraceEvent.Persisted;
import quorate.lab.trace.TraceEvent.Sent;
import quorate.raft.RaftAlgorithm;
import quorate.raft.RaftMessage.RequestVoteReply;
import quorate.raft.RaftState;
import quorate.spi.NodeId;
import quorate.spi.TimeRange;
import quorate.spi.Timing;

/** The program of a node for tests: it says on standard output how it votes, before it does. */
final class OneNode {

  private OneNode() {}

  /** Short, so that there are many elections to be killed in. */
  static ClusterSpec spec() {
    Timing hasty =
        new Timing(Duration.ofMillis(15), TimeRange.ofMillis(40, 80), Duration.ofMillis(30));
    return new ClusterSpec("killed", new RaftAlgorithm(), 3, hasty, Map.of(), 1);
  }

  /** Takes the node's id, its folder, and the registry. */
  public static void main(String[] args) throws Exception {
    NodeId self = new NodeId(Integer.parseInt(args[0]));
    NodeSettings settings =
        new NodeSettings(
                spec().withSeed(System.nanoTime()),
                self,
                new HostPort("127.0.0.1", 0),
                Members.registry(Path.of(args[2]), spec()))
            .withData(Path.of(args[1]));
    NodeProcess node = NodeProcess.create(settings);
    RaftState[] saved = new RaftState[1];
    node.run(
        live ->
            live.trace()
                .observe(
                    event -> {
                      if (event instanceof Persisted persisted) {
                        saved[0] = (RaftState) persisted.state();
                        if (self.equals(saved[0].votedFor())) {
                          System.out.println("vote " + saved[0].currentTerm() + " " + self.value());
                        }
                      } else if (event instanceof Sent sent
                          && sent.message() instanceof RequestVoteReply reply
                          && reply.voteGranted()) {
                        System.out.println("vote " + reply.term() + " " + sent.to().value());
                      }
                    }));
    node.start();
    System.out.println("runs");
    node.failed().thenAccept(reason -> System.out.println("failed " + reason));
    while (System.in.read() >= 0) {
      // the test is still there
    }
    System.exit(0);
  }
}
