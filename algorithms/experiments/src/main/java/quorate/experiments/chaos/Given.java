package quorate.experiments.chaos;

import quorate.lab.simulator.Network;
import quorate.spi.Timing;

/** What a person has settled of the clusters, in place of what each run would draw. */
public interface Given {

  /** Nothing: all is drawn. */
  static Given nothing() {
    return new Given() {
      @Override
      public Timing timing(Timing drawn) {
        return drawn;
      }

      @Override
      public Network network(Network drawn, int size) {
        return drawn;
      }
    };
  }

  /** The timing, with what is given in place of what was drawn. */
  Timing timing(Timing drawn);

  /**
   * The network, with what is given in place of what was drawn.
   *
   * @param size how many nodes there are
   */
  Network network(Network drawn, int size);

  /** Whether elections are made to overlap. Without this a measurement shows what it is worth. */
  default boolean contests() {
    return true;
  }
}
