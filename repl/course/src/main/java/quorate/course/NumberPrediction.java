package quorate.course;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import quorate.lab.Printable;
import quorate.lab.UserError;

/**
 * A number is to be predicted.
 *
 * @param number where the measured one is found
 * @param unit of what it is a number: {@code messages}; may be empty
 * @param within by how much a right prediction may differ, as a number or as a share of the
 *     measured one
 * @param ifMore what to say if the prediction was too high; may be empty
 * @param ifLess what to say if it was too low; may be empty
 * @param settles the misconceptions that are settled by it
 */
public record NumberPrediction(
    FactPath number,
    String unit,
    Tolerance within,
    String ifMore,
    String ifLess,
    List<String> settles)
    implements Prediction {

  /**
   * How far off is near enough.
   *
   * @param size how much, inclusive
   * @param relative whether it is a share of what was measured, 1 being all of it
   */
  public record Tolerance(double size, boolean relative) {

    /** Only the same number will do. */
    public static final Tolerance NONE = new Tolerance(0, false);

    boolean allows(double predicted, double seen) {
      return Math.abs(predicted - seen) <= (relative ? size * Math.abs(seen) : size) + 1e-9;
    }
  }

  @Override
  public String asksFor() {
    boolean measure = unit.equals("ms") || unit.equals("%");
    return "a number" + (unit.isEmpty() ? "" : measure ? ", in " + unit : " of " + unit);
  }

  @Override
  public String example() {
    return "0";
  }

  @Override
  public Optional<String> accept(String typed) {
    String number = typed.strip();
    if (number.endsWith(unit)) {
      number = number.substring(0, number.length() - unit.length()).strip();
    }
    try {
      double value = Double.parseDouble(number.replace(",", ""));
      return Double.isFinite(value) ? Optional.of(shown(value)) : Optional.empty();
    } catch (NumberFormatException none) {
      return Optional.empty();
    }
  }

  @Override
  public UserError refusal(String typed) {
    return new UserError(
        "'" + Printable.of(typed) + "' is no prediction; type " + asksFor() + ", like: predict 12");
  }

  @Override
  public String inWords(String predicted) {
    return (predicted + " " + unit).stripTrailing();
  }

  @Override
  public Optional<Verdict> judge(String predicted, JsonNode facts) {
    return number.lastNumber(facts).map(seen -> judge(predicted, seen));
  }

  private Verdict judge(String predicted, double seen) {
    double value = Double.parseDouble(predicted);
    boolean right = within.allows(value, seen);
    String remark = right ? "" : value > seen ? ifMore : ifLess;
    return Verdict.of(inWords(predicted), inWords(shown(seen)), right, remark);
  }

  /** With as many decimals as one reads. */
  private static String shown(double value) {
    if (value == Math.rint(value)) {
      return String.format(Locale.ROOT, "%.0f", value);
    }
    return String.format(Locale.ROOT, Math.abs(value) < 10 ? "%.2f" : "%.1f", value);
  }
}
