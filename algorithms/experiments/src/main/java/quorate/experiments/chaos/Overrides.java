package quorate.experiments.chaos;

import quorate.lab.simulator.Network;
import quorate.spi.Timing;

/** What a person has set for the clusters, in place of what each run would draw. */
public interface Overrides {

  /** Nothing is set: all is drawn. */
  static Overrides none() {
    return new Overrides() {};
  }

  /** The timing, with what was set in place of what was drawn. */
  default Timing timing(Timing drawn) {
    return drawn;
  }

  /** The same for the network of {@code size} nodes. */
  default Network network(Network drawn, int size) {
    return drawn;
  }
}
