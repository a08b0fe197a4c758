package quorate.course;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import quorate.lab.UserError;

/**
 * What the learner is to predict before the experiment: its outcome is measured, and not known
 * here.
 */
public sealed interface Prediction extends Task permits NumberPrediction, ChoicePrediction {

  /** What can be typed, for the line that asks for it: {@code a number of messages}. */
  String asksFor();

  /**
   * A prediction as it is kept.
   *
   * @return empty if it is no such prediction
   */
  Optional<String> accept(String typed);

  UserError refusal(String typed);

  String example();

  /** A prediction in words: {@code b (nobody leads)}. */
  String inWords(String predicted);

  /**
   * Compares a prediction with what was measured.
   *
   * @return empty if nothing of the kind was measured
   */
  Optional<Verdict> judge(String predicted, JsonNode facts);

  /**
   * How a prediction stood up to the run.
   *
   * @param predicted what was predicted, in words
   * @param seen what was measured, in words; empty if nothing is judged
   * @param right whether the two agree; empty if nothing is judged
   * @param remark what there is to say to somebody who predicted that, or why nothing is judged;
   *     may be empty
   * @param clusters the names of the clusters that it was measured in, if there are others that it
   *     could be about
   */
  record Verdict(
      String predicted,
      String seen,
      Optional<Boolean> right,
      String remark,
      List<String> clusters) {

    static Verdict of(String predicted, String seen, boolean right, String remark) {
      return new Verdict(predicted, seen, Optional.of(right), remark, List.of());
    }

    static Verdict notJudged(String predicted, String why) {
      return new Verdict(predicted, "", Optional.empty(), why, List.of());
    }

    Verdict inClusters(List<String> names) {
      return new Verdict(predicted, seen, right, remark, names);
    }

    /** The comparison, in a sentence or some. */
    public String text() {
      String said = "You predicted " + predicted;
      if (right.isEmpty()) {
        return said + "; " + remark + ".";
      } else if (!right.get()) {
        String behind = remark.isEmpty() ? "" : " " + remark;
        return said + "; it was " + seen + in(clusters) + "." + behind;
      }
      return predicted.equals(seen)
          ? said + ", and so it was" + in(clusters) + "."
          : said + "; it was " + seen + in(clusters) + ": close enough.";
    }

    /** Where it was: {@code in raft-2}; empty if that needs no word. */
    static String in(List<String> names) {
      return names.isEmpty() ? "" : " in " + joined(names, "and");
    }
  }

  /** Words in a sentence: {@code a, b or c}. */
  static String joined(List<String> words, String last) {
    int end = words.size() - 1;
    return end < 1
        ? String.join("", words)
        : String.join(", ", words.subList(0, end)) + " " + last + " " + words.get(end);
  }
}
