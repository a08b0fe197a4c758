package quorate.prompt.skeleton;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import quorate.lab.UserError;

class SkeletonNameTest {

  @ParameterizedTest
  @CsvSource({
    "ring, ring, Ring",
    "token-ring, tokenring, TokenRing",
    "ring-2, ring2, Ring2",
    "a-b-3c, ab3c, AB3c",
    "new-ring, newring, NewRing",
    "abcdefghijklmnopqrstuvwx, abcdefghijklmnopqrstuvwx, Abcdefghijklmnopqrstuvwx"
  })
  void a_name_has_a_package_and_classes(String typed, String packageWord, String classPrefix) {
    SkeletonName name = SkeletonName.of(typed);
    assertThat(name.typed()).isEqualTo(typed);
    assertThat(name.packageWord()).isEqualTo(packageWord);
    assertThat(name.classPrefix()).isEqualTo(classPrefix);
  }

  @ParameterizedTest
  @CsvSource({
    "Ring, ring",
    "TokenRing, token-ring",
    "token_ring, token-ring",
    "quorate.ring, quorate-ring",
    "token--ring, token-ring",
    "2ring, ring",
    "../ring, ring",
    "-, ring",
    "'', ring",
    "rïng, ring",
    "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA, ring"
  })
  void what_is_no_name_is_refused_with_one_that_is(String typed, String meant) {
    assertThatThrownBy(() -> SkeletonName.of(typed))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith("'")
        .hasMessageContaining("lower-case letters and digits")
        .hasMessageEndingWith("type: ./quorate new " + meant);
    assertThat(SkeletonName.of(meant)).isNotNull();
  }

  @ParameterizedTest
  @CsvSource({"switch", "int", "true", "null", "in-t", "class"})
  void a_word_of_java_cannot_be_a_package(String typed) {
    assertThatThrownBy(() -> SkeletonName.of(typed))
        .hasMessage(
            "'%s' is a word of Java itself; type another name: ./quorate new %s-ring"
                .formatted(typed, typed));
  }

  @ParameterizedTest
  @CsvSource({"lab", "spi", "testkit", "repl", "transport-netty", "algorithms", "election"})
  void what_the_house_has_itself_is_taken(String typed) {
    assertThatThrownBy(() -> SkeletonName.of(typed))
        .hasMessage(
            "'%s' names a part of Quorate; type another name: ./quorate new my-%s"
                .formatted(typed, typed));
  }

  @Test
  void a_name_has_at_most_24_characters() {
    assertThatThrownBy(() -> SkeletonName.of("abcdefghijklmnopqrstuvwxy"))
        .hasMessageContaining("at most 24 characters, and this one 25");
  }
}
