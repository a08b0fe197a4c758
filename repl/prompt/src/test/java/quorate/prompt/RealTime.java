package quorate.prompt;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** What is left of output over TCP if all that chance and time decide is taken out. */
final class RealTime {

  private RealTime() {}

  /**
   * The shapes of some lines. Figures lose their value, and cells of tables their width. Rows of
   * single message types come and go with chance, and so do the lines about the best of a row and
   * about late timers.
   */
  static List<String> shapes(List<String> lines) {
    return lines.stream()
        .filter(line -> !line.startsWith("  ") && !line.startsWith("(* the best"))
        .filter(line -> !line.startsWith("timers of this machine ran"))
        .map(RealTime::shape)
        .toList();
  }

  private static String shape(String line) {
    if (line.equals("...")) {
      return line;
    }
    return Arrays.stream(line.strip().split(" {2,}"))
        .map(cell -> cell.replaceFirst(" \\*$", ""))
        .map(cell -> cell.equals("never") || cell.equals("-") ? "#" : figures(cell))
        .collect(Collectors.joining(" | "));
  }

  /** A figure as a whole, with what stands behind it: a moment, a number, and who leads whom. */
  private static String figures(String cell) {
    return cell.matches("n?\\d.*|LEADER.*|follows n\\d+.*")
        ? "#"
        : cell.replaceAll("\\d[\\d.,]*", "#");
  }
}
