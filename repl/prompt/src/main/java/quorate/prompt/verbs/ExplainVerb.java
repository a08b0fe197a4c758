package quorate.prompt.verbs;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import quorate.experiments.ObservedCluster;
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
import quorate.spi.Option;
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
    List<Word> explained = entries(String.join(" ", words)).stream().map(this::explained).toList();
    return Answer.of(new ExplainView(explained));
  }

  // Where a word stands

  /**
   * What is called so: a message as it is written, a word of the tables, or what stands elsewhere.
   */
  private List<Entry> entries(String word) {
    List<Entry> ofTables = Glossary.ofLabel(word);
    if (messages().containsKey(word)) {
      return List.of(new Entry("", word, List.of(), messages().get(word)));
    } else if (!ofTables.isEmpty()) {
      return ofTables;
    } else if (elsewhere().containsKey(word)) {
      return List.of(new Entry("", word, List.of(), elsewhere().get(word)));
    }
    List<String> known = new ArrayList<>(Glossary.words());
    Glossary.all().forEach(entry -> known.addAll(entry.alsoCalled()));
    known.addAll(messages().keySet());
    known.addAll(elsewhere().keySet());
    throw UserError.unknown(
        "unknown word '" + Printable.of(word) + "'", word, known, "type: explain");
  }

  /** Messages, by name: {@code Election} is one, {@code election} is not. */
  private Map<String, String> messages() {
    Map<String, String> meanings = new LinkedHashMap<>();
    for (ElectionAlgorithm algorithm : session().catalog().all()) {
      for (Class<?> type : Messages.of(algorithm)) {
        String fields =
            Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getName)
                .collect(Collectors.joining(", "));
        meanings.putIfAbsent(
            type.getSimpleName(),
            "A message of %s. It carries %s. Source: %s"
                .formatted(
                    algorithm.name(), fields.isEmpty() ? "nothing" : fields, algorithm.source()));
      }
    }
    return meanings;
  }

  /** Options, scenarios, algorithms, commands and promises, by name, in whatever letters. */
  private Map<String, String> elsewhere() {
    Map<String, String> meanings = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (ElectionAlgorithm algorithm : session().catalog().all()) {
      for (Option option : algorithm.options()) {
        meanings.merge(option.name(), meaning(algorithm, option), (a, b) -> a + " " + b);
      }
    }
    addAll("SCENARIO", "A scenario: %s. Type: scenarios show %s", meanings);
    addAll("ALGORITHM", "An algorithm: %s. Type: algorithms", meanings);
    addAll("COMMAND", "A command: %s. Type: help %s", meanings);
    for (Property promise : Property.values()) {
      String words = promise.name().toLowerCase(Locale.ROOT).replace('_', ' ');
      String meaning = "A promise: " + promise.sentence() + ". Type: algorithms";
      meanings.putIfAbsent(words, meaning);
      meanings.putIfAbsent(promise.sentence(), meaning);
    }
    return meanings;
  }

  /** Adds the words of a kind, each with what it means, and the word again, in a sentence. */
  private void addAll(String kind, String sentence, Map<String, String> meanings) {
    super.completions(kind, List.of())
        .forEach(
            it -> meanings.putIfAbsent(it.word(), sentence.formatted(it.meaning(), it.word())));
  }

  private static String meaning(ElectionAlgorithm algorithm, Option option) {
    return "An option of %s: %s. It is %s; %s unless typed."
        .formatted(algorithm.name(), option.description(), option.values(), option.defaultValue());
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
    Map<String, Completion> next = new LinkedHashMap<>();
    for (Entry entry : Glossary.all()) {
      put(entry.word(), entry, begun, next);
    }
    if (before.isEmpty()) {
      super.completions("MESSAGE", before).forEach(it -> next.putIfAbsent(it.word(), it));
    }
    for (Entry entry : Glossary.all()) {
      entry.alsoCalled().forEach(it -> put(it, entry, begun, next));
    }
    return List.copyOf(next.values());
  }

  /** Puts down the next word of one that can be explained, with the beginning of its meaning. */
  private static void put(
      String word, Entry entry, String begun, Map<String, Completion> completions) {
    if (word.startsWith(begun)) {
      String next = word.substring(begun.length()).split(" ")[0];
      String meaning = entry.word().equals(word) ? entry.meaning() : "see " + entry.word();
      completions.putIfAbsent(next, new Completion(next, meaning, entry.group()));
    }
  }
}
