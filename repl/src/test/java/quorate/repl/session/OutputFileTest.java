package quorate.repl.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import quorate.lab.language.UserError;

class OutputFileTest {

  @TempDir private Path folder;

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  @Test
  void a_file_is_there_as_a_whole_or_as_it_was_before() throws Exception {
    Path target = Files.writeString(folder.resolve("f.csv"), "before");
    try (OutputFile file = new OutputFile(target.toString())) {
      assertThatThrownBy(
              () ->
                  file.write(
                      out -> {
                        out.write("half");
                        out.flush();
                        assertThat(target).hasContent("before");
                        throw new IOException("the disk is full");
                      }))
          .isInstanceOf(UserError.class);
    }
    assertThat(target).hasContent("before");
    try (OutputFile file = new OutputFile(target.toString())) {
      file.write(out -> out.write("after"));
    }
    assertThat(target).hasContent("after");
    assertThat(names()).containsExactly("f.csv");
  }

  @Test
  void what_is_not_written_leaves_nothing_behind() throws Exception {
    new OutputFile(folder.resolve("f.csv").toString()).close();
    assertThat(names()).isEmpty();
  }

  @Test
  void a_link_goes_on_to_lead_to_the_file() throws Exception {
    Path target = Files.writeString(folder.resolve("f.csv"), "before");
    Path link = Files.createSymbolicLink(folder.resolve("link"), target);
    try (OutputFile file = new OutputFile(link.toString())) {
      file.write(out -> out.write("after"));
    }
    assertThat(link).isSymbolicLink();
    assertThat(target).hasContent("after");
  }

  @Test
  void a_folder_is_no_file() {
    assertThatThrownBy(() -> new OutputFile(folder.toString()))
        .isInstanceOf(UserError.class)
        .hasMessageEndingWith("it is not a file");
  }
}
