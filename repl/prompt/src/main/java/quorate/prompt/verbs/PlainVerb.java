package quorate.prompt.verbs;

import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import quorate.session.Answer;

/** A command that is one word, and nothing behind it: it differs from others in what it answers. */
@Command
public final class PlainVerb extends Verb {

  private final String word;
  private final String description;
  private final Supplier<Answer> answer;

  PlainVerb(String word, String description, Supplier<Answer> answer) {
    this.word = word;
    this.description = description;
    this.answer = answer;
  }

  @Override
  public CommandSpec spec() {
    CommandSpec spec = super.spec().name(word);
    spec.usageMessage().customSynopsis(word).description(description);
    return spec;
  }

  @Override
  public Answer run(String typed) {
    return answer.get();
  }
}
