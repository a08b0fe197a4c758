package quorate.prompt.verbs;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;
import quorate.lab.UserError;
import quorate.lab.cluster.World;
import quorate.session.Settings;

/** In which world a command runs its clusters, as far as it was typed. */
final class RuntimeOptions {

  @Option(names = "--sim", description = "in virtual time, instead of over TCP")
  private boolean sim;

  @Option(names = "--tcp", description = "over TCP, the default unless set runtime says otherwise")
  private boolean tcp;

  @Option(names = "--processes", description = "over TCP, each node in a process of its own")
  private boolean processes;

  /** The settings decide if nothing was typed; a UserError if two worlds were. */
  World world(Settings settings) {
    List<World> typed = typed();
    return typed.isEmpty() ? settings.runtime() : typed.get(0);
  }

  /** The world of a real system; a UserError if another was typed. */
  World real(String system) {
    List<World> typed = typed();
    if (!typed.isEmpty()) {
      throw new UserError(
          "%s is a real system, and runs as it does; leave --%s out"
              .formatted(system, typed.get(0).word()));
    }
    return World.REAL;
  }

  private List<World> typed() {
    List<World> typed = new ArrayList<>();
    if (sim) {
      typed.add(World.SIM);
    }
    if (tcp) {
      typed.add(World.TCP);
    }
    if (processes) {
      typed.add(World.PROCESSES);
    }
    if (typed.size() > 1) {
      throw new UserError(
          "--%s and --%s exclude each other".formatted(typed.get(0).word(), typed.get(1).word()));
    }
    return typed;
  }
}
