package quorate.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import quorate.experiments.Matrix;
import quorate.experiments.Matrix.Verdict;
import quorate.experiments.Sample;
import quorate.report.MatrixView.Variant;
import quorate.spi.ClockBound;
import quorate.spi.Property;

/** The matrix of variants and faults as a table, and what its words mean. */
final class MatrixText {

  private static final String LEGEND =
      """
      kept            one leader at most in each epoch, and after the faults it settled in time
      broken          two leaders that nothing tells apart: in one epoch, or at once where an
                      algorithm has no epochs
      stuck           it did not settle within %d election timeouts after the faults, or nobody
                      led for nine tenths of the time in which somebody could have
      not promised    no majority was connected, so nobody promises a leader
      cannot be done  a step of the scenario cannot be done to such a cluster
      n %%             the share of the time in which a majority followed a leader, and the two
                      could reach each other""";

  private static final String HARM =
      """

      harm            in how many runs a store accepted a write of a leader that had been overtaken;
                      without tokens it cannot fence""";

  private final MatrixView view;
  private final Map<Variant, String> names = new LinkedHashMap<>();

  MatrixText(MatrixView view) {
    this.view = view;
    char letter = 'a';
    for (Matrix.Cell cell : view.cells()) {
      Variant variant = Variant.of(cell.experiment());
      if (!names.containsKey(variant)) {
        String behind = variant.options().isEmpty() ? "" : " " + letter++;
        names.put(variant, variant.algorithm() + behind);
      }
    }
  }

  String render(Display display) {
    return Wrapping.paragraphs(
        title(),
        table().render(display),
        variants() + String.format(Locale.ROOT, LEGEND, Matrix.TIMEOUTS_TO_SETTLE) + harm(),
        bounds(display.lineWidth()),
        undone(),
        view.notes().text(display.lineWidth()),
        LateTimers.line(view.cells().stream().map(Matrix.Cell::sample).toList()),
        view.simulated().map(this::agreement).orElseGet(this::replays),
        view.stopped() ? "stopped: the cells are about the runs that were done by then" : "");
  }

  private String title() {
    return String.format(
        Locale.ROOT,
        "%s, %s of each, %s, seed %d",
        Amount.of(view.nodes(), "node"),
        Amount.of(view.seeds(), "run"),
        view.world().where(),
        view.seed());
  }

  private Table table() {
    Table table = new Table(List.copyOf(names.values()));
    Map<String, List<Cell>> rows = new LinkedHashMap<>();
    view.cells()
        .forEach(it -> rows.computeIfAbsent(fault(it), no -> new ArrayList<>()).add(cell(it)));
    for (String fault : rows.keySet()) {
      table.row(fault, rows.get(fault));
      StoreRows.addSamples(table, "  ", samples(fault));
    }
    return table;
  }

  private List<Sample> samples(String fault) {
    return view.cells().stream()
        .filter(it -> fault(it).equals(fault))
        .map(Matrix.Cell::sample)
        .toList();
  }

  private String variants() {
    return names.entrySet().stream()
        .filter(it -> !it.getKey().options().isEmpty())
        .map(it -> String.format("%-15s %s\n", it.getValue(), it.getKey().typed()))
        .collect(Collectors.joining());
  }

  /** What is promised under a bound only; broken is what breaks it within the bound. */
  private String bounds(int width) {
    Map<String, ClockBound> bounds = new LinkedHashMap<>();
    for (Matrix.Cell cell : view.cells()) {
      String name = names.get(Variant.of(cell.experiment()));
      cell.experiment().cluster().clockBound().ifPresent(it -> bounds.put(name, it));
    }
    return bounds.entrySet().stream()
        .map(
            it ->
                "%s promises %s while %s: two leaders within that bound count as broken"
                    .formatted(
                        it.getKey(),
                        Property.ONE_LEADER_AT_A_TIME.sentence(),
                        it.getValue().sentence()))
        .map(it -> Wrapping.text(it, width))
        .collect(Collectors.joining("\n"));
  }

  private String harm() {
    boolean any = view.cells().stream().anyMatch(it -> StoreRows.isIn(it.sample()));
    return any ? HARM : "";
  }

  private String undone() {
    return view.cells().stream()
        .filter(cell -> cell.undone() > 0)
        .map(
            cell ->
                place(cell)
                    + ", "
                    + (cell.verdict() == Verdict.CANNOT_BE_DONE
                        ? "cannot be done"
                        : "not done in " + Amount.of(cell.undone(), "run"))
                    + ": "
                    + cell.step().orElseThrow())
        .collect(Collectors.joining("\n"));
  }

  private static String fault(Matrix.Cell cell) {
    return cell.experiment().scenario().name();
  }

  private static Cell cell(Matrix.Cell cell) {
    if (cell.verdict() == Verdict.CANNOT_BE_DONE) {
      return Cell.text(words(cell));
    }
    return Cell.text(
            String.format(Locale.ROOT, "%s %.0f %%", words(cell), Math.floor(cell.served() * 100)))
        .in(tone(cell.verdict()));
  }

  private static Tone tone(Verdict verdict) {
    return switch (verdict) {
      case BROKEN -> Tone.BAD;
      case STUCK -> Tone.CANDIDATE;
      default -> Tone.PLAIN;
    };
  }

  /** What to type to see runs again: those of all cells, or of those that are not kept. */
  private String replays() {
    return view.cells().stream()
        .filter(cell -> cell.verdict() != Verdict.CANNOT_BE_DONE)
        .filter(cell -> view.allReplays() || cell.verdict() != Verdict.KEPT)
        .map(cell -> place(cell) + ", " + words(cell) + ":\n  replay " + MatrixView.replay(cell))
        .collect(Collectors.joining("\n"));
  }

  /** How many cells say the same in virtual time, and which do not. */
  private String agreement(List<Matrix.Cell> simulated) {
    Map<String, String> others =
        simulated.stream().collect(Collectors.toMap(this::place, MatrixText::words));
    List<String> lines = new ArrayList<>();
    for (Matrix.Cell cell : view.cells()) {
      String other = others.get(place(cell));
      if (!words(cell).equals(other)) {
        String here = words(cell) + " " + view.world().where() + why(cell);
        lines.add(place(cell) + ": " + here + ", " + other + " in virtual time");
      }
    }
    int all = view.cells().size();
    String same = all - lines.size() + " of " + all + " cells say the same in virtual time";
    lines.add(0, lines.isEmpty() ? same : same + ", and these do not:");
    return String.join("\n  ", lines);
  }

  /** What nobody can look at again, in real time. */
  private static String why(Matrix.Cell cell) {
    return cell.telling().outcome().unsettledBecause().map(it -> " (" + it + ")").orElse("");
  }

  private String place(Matrix.Cell cell) {
    return fault(cell) + ", " + names.get(Variant.of(cell.experiment()));
  }

  private static String words(Matrix.Cell cell) {
    return cell.verdict().words();
  }
}
