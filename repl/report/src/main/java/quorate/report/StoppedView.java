package quorate.report;

import java.util.List;

/** The names of clusters that were stopped. */
public record StoppedView(List<String> stopped) implements View {

  @Override
  public String text(Display display) {
    return stopped.isEmpty() ? "nothing to stop" : "stopped " + String.join(", ", stopped);
  }
}
