package quorate.prompt.verbs;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import quorate.experiments.ObservedCluster;
import quorate.experiments.Scenarios;
import quorate.lab.Printable;
import quorate.lab.UserError;
import quorate.lab.cluster.Messages;
import quorate.report.ExplainView;
import quorate.report.ExplainView.LastFigure;
import quorate.report.ExplainView.Word;
import quorate.report.Glossary;
import quorate.report.Glossary.Entry;
import quorate.report.GlossaryView;
import quorate.report.LastTime;
import quorate.session.Answer;
import quorate.session.Session.Election;
import quorate.spi.ElectionAlgorithm;
import quorate.spi.Property;

/** Says what exactly a word of a table means, and what was measured under it last. */
@Command(
    name = "explain",
    description = "the exact meaning of a word in a table, and the latest events behind it",
    customSynopsis = "explain [WORD]")
public final class ExplainVerb extends Verb {

  @Parameters(arity = "0..*", paramLabel = "WORD", description = "as a table has it")
  private List<String> words = new ArrayList<>();

  @Override
  public Answer run(String typed) {
    if (words.isEmpty()) {
      return Answer.of(new GlossaryView(Glossary.all()));
    }
    String word = String.join(" ", words);
    Optional<Entry> message = message(word);
    List<Entry> entries = message.map(List::of).orElseGet(() -> Glossary.ofLabel(word));
    if (entries.isEmpty()) {
      entries = elsewhere(word).map(List::of).orElseThrow(() -> unknown(word));
    }
    return Answer.of(new ExplainView(entries.stream().map(this::explained).toList()));
  }

  // What stands elsewhere

  /** A message, by its name as it is written: {@code Election} is one, {@code election} is not. */
  private Optional<Entry> message(String word) {
    for (ElectionAlgorithm algorithm : session().catalog().all()) {
      for (Class<?> type : Messages.of(algorithm)) {
        if (type.getSimpleName().equals(word)) {
          String fields =
              Arrays.stream(type.getRecordComponents())
                  .map(it -> it.getName())
                  .collect(Collectors.joining(", "));
          String carries = fields.isEmpty() ? "It carries nothing." : "It carries " + fields + ".";
          String meaning =
              "A message of %s. %s Source: %s"
                  .formatted(algorithm.name(), carries, algorithm.source());
          return Optional.of(new Entry("", word, List.of(), meaning));
        }
      }
    }
    return Optional.empty();
  }

  private Optional<Entry> elsewhere(String word) {
    Optional<String> scenario =
        Scenarios.find(word)
            .map(it -> "A scenario: " + it.description() + ". Type: scenarios show " + word);
    Optional<String> algorithm =
        session()
            .catalog()
            .find(word)
            .map(it -> "An algorithm: " + it.source() + ". Type: algorithms");
    Optional<String> command =
        Optional.ofNullable(commands().all().get(word))
            .map(it -> "A command: " + Commands.summary(it) + ". Type: help " + word);
    return option(word)
        .or(() -> scenario)
        .or(() -> algorithm)
        .or(() -> command)
        .or(() -> property(word))
        .map(meaning -> new Entry("", word, List.of(), meaning));
  }

  private Optional<String> option(String word) {
    List<String> its = new ArrayList<>();
    for (ElectionAlgorithm algorithm : session().catalog().all()) {
      algorithm.options().stream()
          .filter(option -> option.name().equals(word))
          .forEach(
              option ->
                  its.add(
                      "An option of %s: %s. It is %s; %s unless typed."
                          .formatted(
                              algorithm.name(),
                              option.description(),
                              option.values(),
                              option.defaultValue())));
    }
    return its.isEmpty() ? Optional.empty() : Optional.of(String.join(" ", its));
  }

  /** What is promised, by its name in words or by its sentence. */
  private static Optional<String> property(String word) {
    return Arrays.stream(Property.values())
        .filter(it -> words(it).equalsIgnoreCase(word) || it.sentence().equalsIgnoreCase(word))
        .findFirst()
        .map(it -> "A promise: " + it.sentence() + ". Type: algorithms");
  }

  private static String words(Property property) {
    return property.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private UserError unknown(String word) {
    List<String> known = new ArrayList<>();
    Glossary.all().forEach(entry -> known.add(entry.word()));
    Glossary.all().forEach(entry -> known.addAll(entry.alsoCalled()));
    for (ElectionAlgorithm algorithm : session().catalog().all()) {
      algorithm.options().forEach(option -> known.add(option.name()));
      known.addAll(Messages.namesOf(algorithm));
    }
    known.addAll(commands().all().keySet());
    Arrays.stream(Property.values()).forEach(it -> known.add(words(it)));
    return UserError.unknown(
        "unknown word '" + Printable.of(word) + "'", word, known, "type: explain");
  }

  // The answer

  private Word explained(Entry entry) {
    List<LastFigure> last =
        outcomes().stream()
            .flatMap(
                it ->
                    new LastTime(it.cluster(), it.outcome()).of(entry.word(), it.cause()).stream())
            .toList();
    return new Word(entry.word(), entry.meaning(), last);
  }

  private List<Election> outcomes() {
    List<ObservedCluster> clusters = session().all().isEmpty() ? List.of() : session().clusters();
    return clusters.stream().flatMap(it -> session().lastOutcome(it).stream()).toList();
  }

  @Override
  public List<Completion> completions(String kind, List<String> before) {
    String begun = before.isEmpty() ? "" : String.join(" ", before) + " ";
    TreeSet<String> next = new TreeSet<>();
    Glossary.words().stream()
        .filter(word -> word.startsWith(begun))
        .forEach(word -> next.add(word.substring(begun.length()).split(" ")[0]));
    List<Completion> all = new ArrayList<>(Completion.of(next));
    all.addAll(before.isEmpty() ? super.completions("MESSAGE", before) : List.of());
    return all;
  }
}
