package quorate.experiments.typed;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import quorate.experiments.Setup;
import quorate.experiments.language.Quantities;
import quorate.lab.simulator.Network;
import quorate.lab.trace.TraceEvent.Direction;
import quorate.lab.trace.TraceText;
import quorate.spi.Timing;

/**
 * How settings are typed: by key, in a fixed order, and only where they differ from what the
 * program would do of its own accord.
 */
public final class Spelling {

  private Spelling() {}

  /** A timing, where it differs. */
  public static Map<String, String> of(Timing timing) {
    Map<String, String> typed = all(timing);
    typed.entrySet().removeAll(all(Timing.DEFAULT).entrySet());
    return typed;
  }

  /** A timing, all of it. */
  public static Map<String, String> all(Timing timing) {
    Map<String, String> typed = new LinkedHashMap<>();
    typed.put("heartbeat", Quantities.typed(timing.heartbeat()));
    typed.put("election", Quantities.typed(timing.election()));
    typed.put("answer", Quantities.typed(timing.answer()));
    return typed;
  }

  /** A simulated network, where it differs. */
  public static Map<String, String> of(Network network) {
    Map<String, String> typed = all(network);
    network
        .latencyOfLinks()
        .forEach((link, latency) -> typed.put("latency" + ends(link), latency.toString()));
    network
        .lossOfLinks()
        .forEach((link, loss) -> typed.put("loss" + ends(link), TraceText.share(loss)));
    typed.entrySet().removeAll(all(Network.DEFAULT).entrySet());
    return typed;
  }

  private static String ends(Direction link) {
    return "[" + link.from().value() + "->" + link.to().value() + "]";
  }

  /** A simulated network, all of it but what differs on single links. */
  public static Map<String, String> all(Network network) {
    Map<String, String> typed = new LinkedHashMap<>();
    typed.put("latency", network.latency().toString());
    typed.put("persist", network.persist().toString());
    typed.put("loss", TraceText.share(network.loss()));
    return typed;
  }

  /** What trials have in common, where it differs, shuffled options apart. */
  public static Map<String, String> of(Setup setup) {
    Map<String, String> typed = new LinkedHashMap<>();
    if (!setup.down().isEmpty()) {
      typed.put(
          "down",
          setup.down().stream()
              .map(node -> Integer.toString(node.value()))
              .collect(Collectors.joining(",")));
    }
    if (setup.hold() != Setup.DEFAULT.hold()) {
      typed.put("hold", Integer.toString(setup.hold()));
    }
    if (!setup.limit().equals(Setup.DEFAULT.limit())) {
      typed.put("limit", Quantities.typed(setup.limit()));
    }
    if (setup.synchronised()) {
      typed.put("synchronised", "on");
    }
    return typed;
  }
}
