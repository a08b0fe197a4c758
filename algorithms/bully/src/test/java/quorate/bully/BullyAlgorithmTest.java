package quorate.bully;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import quorate.lab.cluster.Catalog;
import quorate.lab.cluster.ClusterSpec;
import quorate.spi.Timing;

/** What the catalog says of Bully. */
class BullyAlgorithmTest {

  private final BullyAlgorithm bully = new BullyAlgorithm();

  @Test
  void the_catalog_finds_it_by_the_name_that_is_typed() {
    assertThat(Catalog.load().find("bully")).containsInstanceOf(BullyAlgorithm.class);
    assertThat(bully.name()).isEqualTo("bully");
    assertThat(bully.messageType()).isEqualTo(BullyMessage.class);
    assertThat(bully.source()).contains("Garcia-Molina", "1982", "three messages");
  }

  @Test
  void it_promises_nothing() {
    assertThat(bully.promises()).isEmpty();
  }

  @Test
  void it_has_no_options_and_says_so() {
    assertThat(bully.options()).isEmpty();
    assertThatThrownBy(
            () -> new ClusterSpec("test", bully, 3, Timing.DEFAULT, Map.of("learning", "all"), 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("bully has no option 'learning'; it has none");
  }
}
