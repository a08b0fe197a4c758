package quorate.prompt;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import quorate.lab.cluster.Catalog;
import quorate.prompt.console.CommandContext;
import quorate.prompt.console.Console;
import quorate.session.Session;
import quorate.spi.ElectionAlgorithm;

/** A session for tests: what is typed goes in, what is printed is kept. */
final class Typed implements AutoCloseable {

  private static final String PATIENT = "400..800ms";
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final CommandContext context;
  private final Interpreter interpreter;

  private Typed(boolean json, Catalog catalog) {
    Console console =
        new Console(stream(out), stream(err), json, false, false, () -> 100, false, false);
    context = CommandContext.of(catalog, console);
    context.session().settings().set("election", PATIENT); // a busy machine is no dead leader
    interpreter = Wiring.interpreter(context);
  }

  static Typed text() {
    return new Typed(false, Catalog.load());
  }

  static Typed json() {
    return new Typed(true, Catalog.load());
  }

  /** A session with algorithms of a test's own; it answers in JSON. */
  static Typed json(Catalog catalog) {
    return new Typed(true, catalog);
  }

  /** The same with the usual timing, which suits virtual time; it answers in text. */
  static Typed simulating(Catalog catalog) {
    return usual(new Typed(false, catalog));
  }

  /** A session with the usual timing, which suits virtual time; it answers in text. */
  static Typed simulating() {
    return usual(text());
  }

  /** The same; it answers in JSON. */
  static Typed simulatingJson() {
    return usual(json());
  }

  private static Typed usual(Typed prompt) {
    prompt.context.session().settings().set("election", "150..300ms");
    prompt.context.session().settings().set("seed", "1"); // no test is to be one of chance
    return prompt;
  }

  /** A session whose catalog has one algorithm only. */
  static Typed with(ElectionAlgorithm algorithm, boolean json) {
    return new Typed(json, new Catalog(List.of(algorithm)));
  }

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }

  /** Types text, going on after errors, and returns what went to standard output. */
  String type(String text) {
    out.reset();
    err.reset();
    interpreter.startPage();
    interpreter.run(text, true);
    return printed();
  }

  /** What went to standard error since the last command. */
  String noted() {
    return err.toString(StandardCharsets.UTF_8);
  }

  /** Types one command, and returns its error as a person sees it. */
  String error(String text) {
    type(text);
    return err.toString(StandardCharsets.UTF_8).stripTrailing();
  }

  /** Types text, and returns what was answered, one object per command. */
  List<JsonNode> answers(String text) throws JsonProcessingException {
    List<JsonNode> answers = new ArrayList<>();
    for (String line : type(text).lines().toList()) {
      answers.add(MAPPER.readTree(line));
    }
    return answers;
  }

  /** Types one command, and returns its answer. */
  JsonNode answer(String text) throws JsonProcessingException {
    return answers(text).get(0);
  }

  String printed() {
    return out.toString(StandardCharsets.UTF_8);
  }

  Interpreter interpreter() {
    return interpreter;
  }

  Session session() {
    return context.session();
  }

  CommandContext context() {
    return context;
  }

  @Override
  public void close() {
    context.close();
  }
}
