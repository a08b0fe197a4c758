package quorate.lab.cluster;

import java.util.Locale;
import java.util.Optional;
import quorate.lab.store.StoreSettings;
import quorate.lab.trace.TraceEvent;

/**
 * The cluster has a store from now on, to which every node that believes that it leads writes; or a
 * store that it has works otherwise; or nobody writes any more, and the store stays idle.
 *
 * @param settings how the store works; empty if nobody writes any more
 */
public record Storing(Optional<StoreSettings> settings) implements Fault {

  @Override
  public Reductions reductions() {
    return Reductions.none(this);
  }

  @Override
  public void check(Machines cluster) {
    cluster.checkStore();
  }

  @Override
  public void applyTo(Machines cluster, TraceEvent injected) {
    cluster.store(settings, injected);
  }

  @Override
  public String toString() {
    return "store " + settings.map(Storing::typed).orElse("off");
  }

  /** As it is typed: {@code fencing=on pace=50ms work=50ms}. */
  public static String typed(StoreSettings settings) {
    return String.format(
        Locale.ROOT,
        "fencing=%s pace=%s work=%s",
        settings.fencing() ? "on" : "off",
        Delay.fixed(settings.pace()),
        Delay.fixed(settings.work()));
  }
}
