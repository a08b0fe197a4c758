package quorate.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import quorate.spi.Message;
import quorate.spi.NodeId;
import quorate.spi.Purpose;

/** Public, since the messages in it have to be. */
public class ShapeTest {

  /** A number on its way. */
  public sealed interface Number extends Message permits Count {}

  /** The only number there is. */
  public record Count(int number) implements Number {
    @Override
    public Purpose purpose() {
      return Purpose.ELECTION;
    }
  }

  @Test
  void messages_have_a_shape_and_what_has_not_is_named() {
    assertThat(Shape.faultsOfMessages(Number.class)).isEmpty();
    assertThat(Shape.faultsOfMessages(Message.class)).isNotEmpty();
    assertThat(Shape.faultsOfRecord(Plain.class)).isEmpty();
    assertThat(Shape.faultsOfRecord(Vague.class))
        .hasSize(3)
        .anyMatch(fault -> fault.contains("Vague.leader"));
    assertThat(Shape.faultsOfRecord(Hidden.class)).isNotEmpty();
    assertThat(Shape.faultsOfRecord(String.class)).isNotEmpty();
  }

  /** What may be sent. */
  public record Plain(long term, String why, NodeId leader, List<NodeId> votes, Count last) {}

  /** What may not: an absent value, a boxed number, a map. */
  public record Vague(Optional<NodeId> leader, Long term, Map<String, String> more) {}

  private record Hidden(long term) {}
}
