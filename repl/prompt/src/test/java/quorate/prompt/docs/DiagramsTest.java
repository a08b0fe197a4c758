package quorate.prompt.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.junit.jupiter.api.Test;
import quorate.lab.cluster.Catalog;
import quorate.lab.cluster.Messages;
import quorate.spi.ElectionAlgorithm;
import quorate.spi.Role;

/** The Mermaid diagrams on the pages of the algorithms, against the code and its transcripts. */
class DiagramsTest {

  /**
   * {@code n1->>n2: Election, and more}; a cross for the head is a message that does not arrive.
   */
  private static final Pattern ARROW =
      Pattern.compile("(n\\d|manager)--?(?:>>|x)(n\\d|manager): (\\w+)");

  /** {@code n1 sent Election[] to n2}, as a line of a transcript. */
  private static final Pattern SENT =
      Pattern.compile("(n\\d|manager) +sent +(\\w+)\\[.*] to (n\\d|manager)");

  private static final Pattern STATE = Pattern.compile("(?:-->|state) +(\\w+)|(\\w+)(?= +-->)");
  private static final Pattern LABEL = Pattern.compile("--> *\\w+: *(.*)");

  @Test
  void each_diagram_of_messages_is_a_part_of_the_transcript_that_is_named_next()
      throws IOException {
    int checked = 0;
    for (Page page : Page.ofAlgorithms()) {
      for (FencedCodeBlock diagram : diagrams(page, "sequenceDiagram")) {
        List<String> drawn =
            matches(ARROW, diagram.getLiteral())
                .map(arrow -> arrow.group(1) + " " + arrow.group(3) + " " + arrow.group(2))
                .toList();
        Path transcript = transcriptAfter(diagram, page).orElseThrow();
        List<String> sent =
            matches(SENT, Files.readString(transcript))
                .map(line -> line.group(1) + " " + line.group(2) + " " + line.group(3))
                .toList();
        assertThat(drawn).as("%s, and %s", page, transcript.getFileName()).hasSizeGreaterThan(5);
        assertThat(Collections.indexOfSubList(sent, drawn))
            .as("%s: %s in %s of %s", page, drawn, sent, transcript.getFileName())
            .isNotNegative();
        checked++;
      }
    }
    assertThat(checked).as("diagrams").isGreaterThanOrEqualTo(4);
  }

  @Test
  void each_diagram_of_states_has_the_roles_and_beside_them_timers_and_variables() {
    Set<String> roles =
        Arrays.stream(Role.values()).map(Role::name).collect(Collectors.toCollection(TreeSet::new));
    for (Page page : Page.ofAlgorithms()) {
      for (FencedCodeBlock diagram : onlyDiagrams(page)) {
        Set<String> states =
            matches(STATE, diagram.getLiteral())
                .map(state -> state.group(1) == null ? state.group(2) : state.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(states).as("states on %s", page).containsAll(roles);
        states.removeAll(roles);
        states.removeAll(nodeClassOf(page));
        assertThat(states).as("on %s, neither a role nor declared by the node", page).isEmpty();
      }
    }
  }

  /** In the words on the arrows, capitals are timers, and CamelCase is a message. */
  @Test
  void the_arrows_between_states_name_timers_and_messages_that_exist() {
    for (Page page : Page.ofAlgorithms()) {
      for (FencedCodeBlock diagram : onlyDiagrams(page)) {
        List<String> words =
            matches(LABEL, diagram.getLiteral())
                .flatMap(label -> Stream.of(label.group(1).split("<br/>|\\W+")))
                .filter(word -> word.matches("[A-Z]\\w+"))
                .toList();
        assertThat(words).as("timers and messages on %s", page).hasSizeGreaterThan(2);
        assertThat(words)
            .as("timers and messages on %s", page)
            .allMatch(word -> messagesOf(page).contains(word) || timersOf(page).contains(word));
      }
    }
  }

  private static List<FencedCodeBlock> onlyDiagrams(Page page) {
    List<FencedCodeBlock> diagrams = diagrams(page, "stateDiagram-v2");
    assertThat(diagrams).as("diagrams of states on %s", page).hasSize(1);
    return diagrams;
  }

  private static List<FencedCodeBlock> diagrams(Page page, String kind) {
    List<FencedCodeBlock> all = page.blocks("mermaid");
    assertThat(all).as("diagrams on %s", page).isNotEmpty();
    return all.stream().filter(block -> block.getLiteral().startsWith(kind)).toList();
  }

  /** The first transcript that is linked to behind a diagram. */
  private static Optional<Path> transcriptAfter(FencedCodeBlock diagram, Page page) {
    List<Link> behind = new ArrayList<>();
    for (Node node = diagram.getNext(); node != null; node = node.getNext()) {
      for (Node child = node.getFirstChild(); child != null; child = child.getNext()) {
        if (child instanceof Link link && link.getDestination().endsWith(".txt")) {
          behind.add(link);
        }
      }
    }
    return behind.stream()
        .findFirst()
        .map(link -> page.file().resolveSibling(link.getDestination()));
  }

  private static Stream<MatchResult> matches(Pattern pattern, String text) {
    return pattern.matcher(text).results();
  }

  private static ElectionAlgorithm algorithmOf(Page page) {
    return Catalog.load().find(page.name()).orElseThrow();
  }

  private static Set<String> messagesOf(Page page) {
    return Set.copyOf(Messages.namesOf(algorithmOf(page)));
  }

  /** What the file declares in which the class of the nodes is. */
  private static Set<String> nodeClassOf(Page page) {
    String packageName = algorithmOf(page).getClass().getPackageName();
    Path sources =
        Sources.ofAlgorithms().stream()
            .map(folder -> folder.resolve(packageName.replace('.', '/')))
            .filter(Files::exists)
            .findFirst()
            .orElseThrow();
    return Sources.declaredBelow(List.of(sources)).stream()
        .map(name -> name.substring(name.indexOf('.') + 1))
        .collect(Collectors.toSet());
  }

  /** The constants of the node and of its parts, among which are its timers. */
  private static Set<String> timersOf(Page page) {
    return nodeClassOf(page).stream()
        .filter(name -> name.matches("[A-Z_]+"))
        .collect(Collectors.toSet());
  }
}
