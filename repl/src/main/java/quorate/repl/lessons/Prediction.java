package quorate.repl.lessons;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

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
   * @param typed what the learner typed
   * @throws quorate.lab.language.UserError if it is no such prediction
   */
  String accept(String typed);

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
   * @param seen what was measured instead, in words
   * @param right whether the two agree
   * @param remark what there is to say to somebody who predicted that; may be empty
   */
  record Verdict(String predicted, String seen, boolean right, String remark) {

    /** The comparison, in a sentence or some. */
    public String text() {
      if (!right) {
        return "You predicted " + predicted + "; it was " + seen + "." + behind(remark);
      }
      return predicted.equals(seen)
          ? "You predicted " + predicted + ", and so it was."
          : "You predicted " + predicted + "; it was " + seen + ": close enough.";
    }

    private static String behind(String remark) {
      return remark.isEmpty() ? "" : " " + remark;
    }
  }
}
