package quorate.course;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import quorate.course.Goal.Detour;
import quorate.course.NumberPrediction.Tolerance;
import quorate.course.Step.Claim;

/**
 * What a chapter says to the prompt alone: lines {@code key: value}. A line that is indented goes
 * on with the value of the line before. What was asked for is taken out, so that the rest can be
 * refused.
 */
final class Directive {

  private final Map<String, List<String>> values = new TreeMap<>();

  private Directive() {}

  /** Throws IllegalArgumentException if a line has no key. */
  static Directive read(String text) {
    Directive directive = new Directive();
    List<String> last = List.of();
    for (String line : text.lines().toList()) {
      int colon = line.indexOf(": ");
      if (line.isBlank()) {
        continue;
      } else if (line.startsWith("  ") && !last.isEmpty()) {
        last.set(last.size() - 1, last.get(last.size() - 1) + " " + line.strip());
      } else if (colon < 1) {
        throw new IllegalArgumentException("'" + line.strip() + "' is not like: key: value");
      } else {
        String key = line.substring(0, colon).strip();
        last = directive.values.computeIfAbsent(key, it -> new ArrayList<>());
        last.add(line.substring(colon + 1).strip());
      }
    }
    return directive;
  }

  List<String> all(String key) {
    List<String> all = values.remove(key);
    return all == null ? List.of() : all;
  }

  /** Throws IllegalArgumentException if there is not exactly one value. */
  String one(String key) {
    List<String> all = all(key);
    if (all.size() != 1) {
      throw new IllegalArgumentException("needs one line '" + key + ": ...', has " + all.size());
    }
    return all.get(0);
  }

  private String oneOr(String key, String otherwise) {
    return values.containsKey(key) ? one(key) : otherwise;
  }

  /**
   * A prediction.
   *
   * @param texts what the choices say, by their letters, if there are any
   * @throws IllegalArgumentException if it is not written as one
   */
  Prediction prediction(Map<String, String> texts) {
    List<String> settles = all("settles");
    if (values.containsKey("number")) {
      return new NumberPrediction(
          new FactPath(one("number")),
          oneOr("unit", ""),
          tolerance(oneOr("within", "0")),
          oneOr("if more", ""),
          oneOr("if less", ""),
          settles);
    }
    SortedMap<String, FactPath> choices = new TreeMap<>();
    Map<String, String> remarks = new HashMap<>();
    for (String key : List.copyOf(values.keySet())) {
      if (key.length() == 1) {
        choices.put(key, new FactPath(one(key)));
      } else if (key.matches("if [a-z]")) {
        remarks.put(key.substring(3), one(key));
      }
    }
    if (choices.size() < 2 || !choices.keySet().equals(new TreeSet<>(texts.keySet()))) {
      throw new IllegalArgumentException(
          "has paths for the choices " + choices.keySet() + ", and texts for " + texts.keySet());
    } else if (!choices.keySet().containsAll(remarks.keySet())) {
      throw new IllegalArgumentException("says what 'if' of a choice that is none");
    }
    return new ChoicePrediction(choices, texts, remarks, settles);
  }

  private static Tolerance tolerance(String text) {
    boolean relative = text.endsWith("%");
    double size = Double.parseDouble(text.replace("%", "").strip());
    return new Tolerance(relative ? size / 100 : size, relative);
  }

  /** Throws IllegalArgumentException if it is not written as a goal. */
  Goal goal() {
    List<FactPath> reached = all("reached").stream().map(FactPath::new).toList();
    if (reached.isEmpty()) {
      throw new IllegalArgumentException("a goal needs a line 'reached: ...'");
    }
    List<Detour> detours = new ArrayList<>();
    for (String line : all("not yet")) {
      int bar = line.lastIndexOf(" | ");
      if (bar < 0) {
        throw new IllegalArgumentException("is not like 'not yet: PATH | text': " + line);
      }
      String text = line.substring(bar + 3).strip();
      detours.add(new Detour(new FactPath(line.substring(0, bar).strip()), text));
    }
    return new Goal(oneOr("in short", ""), reached, detours, all("detour"), all("settles"));
  }

  /**
   * A part of the text that is true only of some runs.
   *
   * @throws IllegalArgumentException if it is not written as one
   */
  Claim claim(String part) {
    List<FactPath> seen = all("if").stream().map(FactPath::new).toList();
    if (seen.isEmpty()) {
      throw new IllegalArgumentException("a claim needs a line 'if: ...'");
    }
    return new Claim(seen, part, one("else"));
  }

  /** Throws IllegalArgumentException if a line was not asked for. */
  void refuseRest() {
    if (!values.isEmpty()) {
      throw new IllegalArgumentException(
          "'" + values.keySet().iterator().next() + "' is no key that can stand here");
    }
  }
}
