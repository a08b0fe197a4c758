package quorate.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FilesBelowTest {

  @TempDir private Path folder;
  private FilesBelow files;

  @BeforeEach
  void makeFiles() throws IOException {
    Path top = Files.createDirectories(folder.resolve("work/runs"));
    for (String name : new String[] {"work/raft.jsonl", "work/.hidden", "work/runs/one.jsonl"}) {
      Files.createFile(folder.resolve(name));
    }
    Files.createFile(folder.resolve("secret"));
    Files.createSymbolicLink(top.resolveSibling("link"), folder);
    files = new FilesBelow(folder.resolve("work"));
  }

  @Test
  void a_path_goes_on_with_what_is_in_its_folder() {
    assertThat(files.beginningWith("r")).containsExactly("raft.jsonl", "runs/");
    assertThat(files.beginningWith("runs/")).containsExactly("runs/one.jsonl");
    assertThat(files.beginningWith("runs/t")).isEmpty();
    assertThat(files.beginningWith("nowhere/")).isEmpty();
    assertThat(files.beginningWith("a\0b")).isEmpty();
  }

  @Test
  void what_is_hidden_is_found_if_the_path_says_so() {
    assertThat(files.beginningWith("")).containsExactly("link/", "raft.jsonl", "runs/");
    assertThat(files.beginningWith(".h")).containsExactly(".hidden");
  }

  @Test
  void what_is_outside_of_the_folder_is_not_found() {
    assertThat(files.beginningWith("../")).isEmpty();
    assertThat(files.beginningWith("runs/../../s")).isEmpty();
    assertThat(files.beginningWith(folder + "/")).isEmpty();
    assertThat(files.beginningWith("link/s")).isEmpty();
  }
}
