package quorate.raft;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import quorate.raft.RaftMessage.PreVote;
import quorate.raft.RaftMessage.PreVoteReply;
import quorate.spi.ElectionAlgorithm;
import quorate.spi.Message;
import quorate.testkit.ElectionContract;

/** The contract, for Figure 2 and for the variants that are compared in the table of faults. */
class RaftContractTest {

  @Nested
  class Plain extends ElectionContract {
    @Override
    protected ElectionAlgorithm algorithm() {
      return new RaftAlgorithm();
    }

    @Override
    protected Set<Class<? extends Message>> messagesNotSent() {
      return Collections.unmodifiableSet(
          new LinkedHashSet<>(List.of(PreVote.class, PreVoteReply.class)));
    }
  }

  @Nested
  class With_prevote extends Variant {
    @Override
    protected RaftVariant variant() {
      return RaftVariant.PREVOTE;
    }
  }

  @Nested
  class With_prevote_and_recent_leader extends Variant {
    @Override
    protected RaftVariant variant() {
      return RaftVariant.PREVOTE_AND_RECENT_LEADER;
    }
  }

  @Nested
  class With_all_of_the_dissertation extends Variant {
    @Override
    protected RaftVariant variant() {
      return RaftVariant.ALL_OF_THE_DISSERTATION;
    }
  }

  /** The same for a variant that sends all messages. */
  abstract static class Variant extends ElectionContract {

    protected abstract RaftVariant variant();

    @Override
    protected ElectionAlgorithm algorithm() {
      return new RaftAlgorithm();
    }

    @Override
    protected Map<String, String> options() {
      return variant().options();
    }

    @Override
    protected int seedsElsewhere() {
      return 50;
    }
  }
}
