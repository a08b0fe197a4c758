package quorate.course;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import quorate.lab.Printable;
import quorate.lab.UserError;

/**
 * One of several outcomes is to be predicted.
 *
 * @param choices by which facts each is known, by its letter
 * @param texts what each says, by its letter
 * @param ifChosen what to say to somebody who chose it wrongly, by its letter; not every letter has
 *     one
 * @param settles the misconceptions that are settled by it
 */
public record ChoicePrediction(
    SortedMap<String, FactPath> choices,
    Map<String, String> texts,
    Map<String, String> ifChosen,
    List<String> settles)
    implements Prediction {

  @Override
  public String asksFor() {
    return Prediction.joined(List.copyOf(choices.keySet()), "or");
  }

  @Override
  public String example() {
    return choices.firstKey();
  }

  @Override
  public Optional<String> accept(String typed) {
    return Optional.of(typed.strip().toLowerCase(Locale.ROOT)).filter(choices::containsKey);
  }

  @Override
  public UserError refusal(String typed) {
    return new UserError("'" + Printable.of(typed) + "' is not a choice; type " + asksFor());
  }

  @Override
  public String inWords(String predicted) {
    return predicted + " (" + texts.get(predicted) + ")";
  }

  /** If several choices fit all that the learner tried, the last try decides, if it can. */
  @Override
  public Optional<Verdict> judge(String predicted, JsonNode facts) {
    List<String> fitting = seen(facts);
    if (fitting.size() > 1) {
      fitting = seen(Facts.ofLastTry(facts));
    }
    return fitting.size() == 1 ? Optional.of(judge(predicted, fitting.get(0))) : Optional.empty();
  }

  private Verdict judge(String predicted, String seen) {
    boolean right = seen.equals(predicted);
    String remark = right ? "" : ifChosen.getOrDefault(predicted, "");
    return Verdict.of(inWords(predicted), inWords(seen), right, remark);
  }

  /** The letters of all choices that the facts bear out; one, if the chapter is well made. */
  public List<String> seen(JsonNode facts) {
    return choices.keySet().stream().filter(it -> choices.get(it).matches(facts)).toList();
  }
}
