package quorate.{{package}};

import quorate.spi.ElectionAlgorithm;
import quorate.testkit.ElectionContract;

/**
 * What every election must do, whatever it is: the tests are those of the contract. If one named
 * a_first_look_finds_nothing_wrong fails, mend what it says first; the others wait for it.
 */
class {{Class}}ContractTest extends ElectionContract {

  @Override
  protected ElectionAlgorithm algorithm() {
    return new {{Class}}Algorithm();
  }
}
