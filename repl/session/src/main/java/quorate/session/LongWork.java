package quorate.session;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import quorate.experiments.Sample;
import quorate.report.View;

/** How far the present command has come, if it takes long, for those who look on. Any thread. */
public final class LongWork {

  private volatile Optional<Known> present = Optional.empty();

  /**
   * How far it has come.
   *
   * @param what what is counted: {@code trials}
   * @param remark what else is to be said; may be empty
   */
  public record Now(int done, int all, String what, String remark, Duration passed) {}

  private record Known(Now now, Supplier<Optional<View>> soFar) {}

  /** How far it has come; empty if nothing takes long now. */
  public Optional<Now> now() {
    return present.map(Known::now);
  }

  /** What would be answered if the command was ended now; empty if nothing is known yet. */
  public Optional<View> soFar() {
    return present.flatMap(it -> it.soFar().get());
  }

  /** Tells those who look on what another is told, too. */
  public Progress beside(Progress other) {
    return new Both(other, samples -> Optional.empty());
  }

  /**
   * The same, of trials that can be looked at before they are over.
   *
   * @param answer what would be answered about these samples; is asked on any thread
   */
  public Progress beside(Progress other, Function<List<Sample>, Optional<View>> answer) {
    return new Both(other, answer);
  }

  private final class Both implements Progress {
    private final Progress other;
    private final Function<List<Sample>, Optional<View>> answer;
    private final long beganNanos = System.nanoTime();
    private Supplier<Optional<View>> soFar = Optional::empty;

    Both(Progress other, Function<List<Sample>, Optional<View>> answer) {
      this.other = other;
      this.answer = answer;
    }

    @Override
    public void samples(Supplier<List<Sample>> soFar) {
      this.soFar = () -> answer.apply(soFar.get());
      other.samples(soFar);
    }

    @Override
    public void at(int done, int all, String what) {
      tell(done, all, what, "");
      other.at(done, all, what);
    }

    @Override
    public void shrunkTo(int nodes, int faults) {
      Now now = now().orElse(new Now(0, 1, "runs", "", Duration.ZERO));
      String remark =
          String.format(Locale.ROOT, "a failure; shrinking it: %d nodes, %d faults", nodes, faults);
      tell(now.done(), now.all(), now.what(), remark);
      other.shrunkTo(nodes, faults);
    }

    private void tell(int done, int all, String what, String remark) {
      Duration passed = Duration.ofNanos(System.nanoTime() - beganNanos);
      present = Optional.of(new Known(new Now(done, all, what, remark, passed), soFar));
    }

    @Override
    public void over() {
      present = Optional.empty();
      other.over();
    }
  }
}
