package quorate.report;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Lines that were typed, oldest first.
 *
 * @param before how many older ones are not shown
 */
public record HistoryView(List<String> lines, @JsonIgnore int before) implements View {

  @Override
  public String text(Display display) {
    return IntStream.range(0, lines.size())
        .mapToObj(i -> String.format("%5d  %s", before + i + 1, lines.get(i)))
        .collect(Collectors.joining("\n"));
  }
}
