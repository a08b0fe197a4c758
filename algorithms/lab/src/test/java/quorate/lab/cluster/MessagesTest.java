package quorate.lab.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import quorate.spi.Message;
import quorate.spi.Purpose;

class MessagesTest {

  sealed interface Talk extends Message permits Last, Round, First {
    @Override
    default Purpose purpose() {
      return Purpose.ELECTION;
    }
  }

  sealed interface Round extends Talk permits Second, Deep {}

  sealed interface Deep extends Round permits First {}

  record First() implements Deep, Talk {}

  record Second() implements Round {}

  record Last() implements Talk {}

  record Alone() implements Message {
    @Override
    public Purpose purpose() {
      return Purpose.ELECTION;
    }
  }

  @Test
  void the_messages_of_nested_interfaces_are_listed_in_the_order_of_the_permits_clauses() {
    assertThat(Messages.of(Talk.class)).containsExactly(Last.class, Second.class, First.class);
  }

  @Test
  void a_type_that_is_not_sealed_stands_for_itself() {
    assertThat(Messages.of(Alone.class)).containsExactly(Alone.class);
  }
}
