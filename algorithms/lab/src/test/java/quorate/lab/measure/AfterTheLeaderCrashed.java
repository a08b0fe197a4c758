package quorate.lab.measure;

import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import quorate.lab.Flock;
import quorate.lab.HandMade;
import quorate.spi.Property;

/**
 * Five nodes of a trace written by hand: n1 leads, and crashes at 1000 ms. A heartbeat is 50 ms.
 */
abstract class AfterTheLeaderCrashed {

  final HandMade t = new HandMade(Flock.of(5, Property.LEADER_HAS_MAJORITY), true);
  ConvergenceTracker settling;

  /** n1 leads term 1 and crashes at 1000 ms. */
  @BeforeEach
  void the_leader_crashes() {
    t.leads(1, 1);
    for (int node = 2; node <= 5; node++) {
      t.follows(node, 1, 1);
    }
    t.at(1000);
    settling = t.fault();
    t.crash(1);
  }

  /** n3 detects at 150, leads at 160, has a majority at 165, and all at 170 ms. */
  void electThree() {
    t.at(1150).stands(3, 2);
    t.at(1160).leads(3, 2);
    t.at(1164).follows(2, 3, 2);
    t.at(1165).follows(4, 3, 2);
    t.at(1170).follows(5, 3, 2);
  }

  Outcome outcome() {
    return settling.outcome(t.now(), "the time is over");
  }

  static OptionalLong millis(long millis) {
    return OptionalLong.of(millis * 1_000_000);
  }
}
