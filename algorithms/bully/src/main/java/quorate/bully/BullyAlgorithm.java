package quorate.bully;

import static quorate.spi.Conditions.millis;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import quorate.spi.Conditions;
import quorate.spi.ElectionAlgorithm;
import quorate.spi.ElectionCase;
import quorate.spi.ElectionNode;
import quorate.spi.Message;
import quorate.spi.NodeSetup;
import quorate.spi.Property;
import quorate.spi.Theory;
import quorate.spi.TimeRange;

/** Bully, as the catalog lists it. */
public final class BullyAlgorithm implements ElectionAlgorithm {

  @Override
  public String name() {
    return "bully";
  }

  @Override
  public String source() {
    return "Garcia-Molina, Elections in a Distributed Computing System, IEEE Transactions on"
        + " Computers, 1982 (the Bully Algorithm), in the textbooks' form with three messages";
  }

  @Override
  public Class<? extends Message> messageType() {
    return BullyMessage.class;
  }

  /**
   * {@inheritDoc} Bully promises nothing that holds in every run: it takes silence for death, so a
   * partition, a pause or a lost message gives it two coordinators, and it has no epochs to tell
   * them apart.
   */
  @Override
  public Set<Property> promises() {
    return Set.of();
  }

  @Override
  public ElectionNode newNode(NodeSetup setup) {
    return new BullyNode(setup);
  }

  /**
   * {@inheritDoc} For the top f nodes down: every node from the starter k up to the highest running
   * one, m = n-f, asks all above it once; those that run answer; m announces itself to all below.
   */
  @Override
  public Optional<Theory> theory(ElectionCase election) {
    long n = election.size();
    long m = n - election.failed();
    long k = election.starter().value();
    boolean topDown = election.down().stream().allMatch(node -> node.value() > m);
    if (!topDown || k > m) {
      return Optional.empty();
    }
    long asked = 0;
    for (long j = k; j <= m; j++) {
      asked += n - j;
    }
    long answers = (m - k) * (m - k + 1) / 2;
    String formula =
        "sum(n-j, j=k..m) + (m-k)(m-k+1)/2 + (m-1), m=n-f".replace("k", Long.toString(k));
    return Optional.of(new Theory(formula, asked + answers + m - 1, 2 * answers + m - 1));
  }

  /** {@inheritDoc} Bully rests on an answer timeout that no living node misses. */
  @Override
  public List<String> cautions(Conditions conditions) {
    List<String> cautions = new ArrayList<>(conditions.lateHeartbeats());
    TimeRange answers = conditions.roundTrip();
    Duration patience = conditions.timing().answer();
    if (answers.max().compareTo(patience) >= 0) {
      boolean always = answers.min().compareTo(patience) >= 0;
      cautions.add(
          ("a question and its answer %s %s, and answer= is %s: higher nodes that are alive %s"
                  + " taken for dead, and several announce themselves; type a longer answer=")
              .formatted(
                  always ? "take" : "can take",
                  millis(always ? answers.min() : answers.max()),
                  millis(patience),
                  always ? "are" : "may be"));
    }
    return cautions;
  }
}
