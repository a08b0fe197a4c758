package quorate.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryFileTest {

  @TempDir private Path folder;

  private final List<String> notes = new ArrayList<>();

  private Path history() {
    return folder.resolve("quorate").resolve("history");
  }

  private void write(String bytes) throws Exception {
    Files.createDirectories(history().getParent());
    Files.write(history(), bytes.getBytes(StandardCharsets.ISO_8859_1));
  }

  @Test
  void a_history_that_can_be_read_is_left_alone() throws Exception {
    assertThat(HistoryFile.prepare(history(), notes::add)).contains(history());
    write("1700000000000:status\n1700000000001:help\n");
    assertThat(HistoryFile.prepare(history(), notes::add)).contains(history());
    assertThat(history()).hasContent("1700000000000:status\n1700000000001:help\n");
    assertThat(notes).isEmpty();
  }

  @Test
  void lines_that_cannot_be_read_are_set_aside_and_the_others_stay() throws Exception {
    for (String damage : List.of("\377\n", "no time\n", ":x\n", "1700000000002:\303", "\0\0\0")) {
      notes.clear();
      write("1700000000000:status\n" + damage);
      assertThat(HistoryFile.prepare(history(), notes::add)).contains(history());
      assertThat(history()).hasContent("1700000000000:status\n");
      assertThat(notes).hasSize(1);
      assertThat(notes.get(0)).startsWith("the history is damaged; it is now ");
    }
    assertThat(folder.resolve("quorate").resolve("history.unreadable-5")).exists();
  }

  @Test
  void a_folder_in_its_place_is_set_aside() throws Exception {
    Files.createDirectories(history().resolve("within"));
    assertThat(HistoryFile.prepare(history(), notes::add)).contains(history());
    assertThat(history()).doesNotExist();
    assertThat(history().resolveSibling("history.unreadable")).isDirectory();
    assertThat(notes).hasSize(1);
  }

  @Test
  void without_a_folder_there_is_no_history_and_one_line() throws Exception {
    Files.writeString(folder.resolve("quorate"), "a file");
    assertThat(HistoryFile.prepare(history(), notes::add)).isEmpty();
    assertThat(notes).hasSize(1);
    assertThat(notes.get(0)).startsWith("the history is not kept: ").doesNotContain("Exception");
  }
}
