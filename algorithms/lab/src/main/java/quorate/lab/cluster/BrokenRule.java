package quorate.lab.cluster;

import quorate.lab.trace.Causes;
import quorate.lab.trace.Trace;

/** Why a node of which a rule threw is gone. */
final class BrokenRule {

  private BrokenRule() {}

  /** A disk that fails, or was lost, is to blame before the rule is. */
  static String words(ClusterSpec spec, Trace trace, Throwable broken) {
    if (broken instanceof DiskFailure failure) {
      return failure.getMessage();
    }
    return "a rule of "
        + spec.algorithm().name()
        + " is broken: "
        + broken
        + Causes.lostDisks(trace);
  }
}
