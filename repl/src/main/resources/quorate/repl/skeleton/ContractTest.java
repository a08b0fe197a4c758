package quorate.{{package}};

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import quorate.spi.ElectionAlgorithm;
import quorate.testkit.ElectionContract;
import quorate.testkit.Purity;

/** What every election must do, whatever it is: the tests are those of the contract. */
class {{Class}}ContractTest extends ElectionContract {

  @Override
  protected ElectionAlgorithm algorithm() {
    return new {{Class}}Algorithm();
  }

  @Test
  void it_touches_the_world_only_through_its_effects() {
    assertThat(Purity.faultsOfAlgorithm("quorate.{{package}}")).isEmpty();
  }
}
