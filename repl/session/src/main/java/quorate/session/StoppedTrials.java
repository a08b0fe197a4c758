package quorate.session;

import java.util.List;
import quorate.experiments.Sample;

/** A person interrupted trials; what was measured until then is not lost. */
public final class StoppedTrials extends InterruptedException {

  private static final long serialVersionUID = 1;

  private final transient List<Sample> soFar;

  StoppedTrials(List<Sample> soFar) {
    super("stopped");
    this.soFar = List.copyOf(soFar);
  }

  /**
   * A sample for each experiment, in the order of the experiments, of the trials until then; one
   * that had none is empty.
   */
  public List<Sample> soFar() {
    return soFar;
  }
}
