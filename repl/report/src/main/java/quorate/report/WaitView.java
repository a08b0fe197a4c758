package quorate.report;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import quorate.spi.NodeId;

/**
 * How long clusters took to get where somebody waited for them.
 *
 * @param clusters none, if it was a time
 */
public record WaitView(
    @JsonIgnore String what, @JsonInclude(Include.NON_EMPTY) List<Waited> clusters)
    implements View {

  /** How long one cluster took, and who leads it now, if it agrees on one. */
  public record Waited(
      String cluster,
      @JsonProperty("waited_ms") Duration waited,
      @JsonIgnore Optional<NodeId> leader) {}

  @Override
  public String text(Display display) {
    return clusters.stream().map(this::line).collect(Collectors.joining("\n"));
  }

  private String line(Waited it) {
    String leader = it.leader().map(node -> ", " + node + " leads").orElse("");
    return String.format(
        Locale.ROOT,
        "%s: %s after %.0f ms%s",
        it.cluster(),
        what,
        it.waited().toNanos() / 1e6,
        leader);
  }
}
