package quorate.prompt.skeleton;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import quorate.lab.UserError;

class CheckoutTest {

  private static final SkeletonName NAME = SkeletonName.of("first-try");

  @TempDir private Path home;

  @BeforeEach
  void copy_the_poms_of_this_checkout() throws IOException {
    for (String pom : List.of("algorithms/pom.xml", "repl/prompt/pom.xml")) {
      Files.createDirectories(home.resolve(pom).getParent());
      Files.copy(Path.of("../..").resolve(pom), home.resolve(pom));
    }
  }

  /** Every file of the checkout, and its text; folders end in a slash. */
  private SortedMap<String, String> texts() throws IOException {
    SortedMap<String, String> texts = new TreeMap<>();
    try (Stream<Path> all = Files.walk(home)) {
      for (Path path : all.toList()) {
        String name = home.relativize(path).toString();
        boolean folder = Files.isDirectory(path);
        texts.put(folder ? name + "/" : name, folder ? "" : Files.readString(path));
      }
    }
    return texts;
  }

  @Test
  void an_algorithm_is_a_folder_and_a_line_in_each_of_two_poms() throws IOException {
    SortedMap<String, String> before = texts();
    List<String> files = new Checkout(home).add(NAME);
    assertThat(files)
        .startsWith("src/main/java/quorate/firsttry/FirstTryNode.java")
        .contains("src/test/java/quorate/firsttry/FirstTryContractTest.java", "pom.xml")
        .hasSize(7);
    SortedMap<String, String> after = texts();
    assertThat(files).allMatch(file -> after.containsKey("algorithms/first-try/" + file));
    assertThat(after.get("algorithms/pom.xml").replace("    <module>first-try</module>\n", ""))
        .isEqualTo(before.get("algorithms/pom.xml"))
        .isNotEqualTo(after.get("algorithms/pom.xml"));
    String dependency =
        """
            <dependency>
              <groupId>quorate</groupId>
              <artifactId>quorate-first-try</artifactId>
              <version>${project.version}</version>
              <scope>runtime</scope>
            </dependency>
        """;
    assertThat(after.get("repl/prompt/pom.xml").replace(dependency, ""))
        .isEqualTo(before.get("repl/prompt/pom.xml"))
        .isNotEqualTo(after.get("repl/prompt/pom.xml"));
    assertThat(after.get("algorithms/pom.xml")).containsSubsequence("first-try", "<profiles>");
  }

  @ParameterizedTest
  @ValueSource(strings = {"z", "first-try", "abcdefghijklmnopqrstuvwx"})
  void no_text_is_left_to_fill_in_and_no_line_is_too_long(String typed) throws IOException {
    new Checkout(home).add(SkeletonName.of(typed));
    texts().entrySet().stream()
        .filter(file -> file.getKey().endsWith(".java"))
        .flatMap(file -> file.getValue().lines())
        .filter(line -> !line.startsWith("import "))
        .forEach(line -> assertThat(line).hasSizeLessThanOrEqualTo(100).doesNotContain("{{"));
  }

  @Test
  void a_folder_that_exists_is_left_alone() throws IOException {
    Files.createDirectory(home.resolve("algorithms/first-try"));
    assertRefused("algorithms/first-try exists already; type another name, or remove it first");
  }

  @Test
  void a_package_that_exists_is_left_alone() throws IOException {
    new Checkout(home).add(SkeletonName.of("firsttry"));
    assertRefused(
        "the package quorate.firsttry is that of algorithms/firsttry already; type another name");
  }

  @Test
  void a_pom_that_cannot_be_read_as_usual_stops_it() throws IOException {
    Files.writeString(home.resolve("repl/prompt/pom.xml"), "<project/>");
    assertRefused(
        "nothing was added: repl/prompt/pom.xml has no dependency with <scope>runtime</scope> to go by");
  }

  @Test
  void when_something_cannot_be_written_all_is_as_before() throws IOException {
    String name = ".new-first-try-" + ProcessHandle.current().pid();
    Path inTheWay = Files.writeString(home.resolve("algorithms").resolve(name), "in the way");
    assertRefused("nothing was added: cannot write " + inTheWay + ": it exists already");
  }

  private void assertRefused(String message) throws IOException {
    Checkout checkout = new Checkout(home);
    SortedMap<String, String> before = texts();
    assertThatThrownBy(() -> checkout.add(NAME)).isInstanceOf(UserError.class).hasMessage(message);
    assertThat(texts()).isEqualTo(before);
  }

  @Test
  void without_a_checkout_it_says_where_to_type() throws IOException {
    Files.delete(home.resolve("repl/prompt/pom.xml"));
    assertThatThrownBy(() -> new Checkout(home))
        .isInstanceOf(UserError.class)
        .hasMessageEndingWith("type in one: ./quorate new ring");
  }
}
