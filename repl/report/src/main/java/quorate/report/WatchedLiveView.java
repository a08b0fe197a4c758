package quorate.report;

import java.util.List;

/**
 * Clusters that a person saw on the whole screen.
 *
 * @param clusters their names
 * @param commands what that person did there, each as it could be typed
 */
public record WatchedLiveView(List<String> clusters, List<String> commands) implements View {

  private static final int MOST = 20;

  public WatchedLiveView {
    clusters = List.copyOf(clusters);
    commands = List.copyOf(commands);
  }

  @Override
  public String text(Display display) {
    int left = Math.max(0, commands.size() - MOST);
    String before = left == 0 ? "" : "(" + left + " commands more, and then) ";
    String did =
        commands.isEmpty()
            ? "nothing was done"
            : before + String.join("; ", commands.subList(left, commands.size()));
    return Wrapping.text(
        "watched " + String.join(", ", clusters) + ": " + did, display.lineWidth());
  }
}
