package quorate.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import quorate.lab.UserError;

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

  /** A disk on which nothing can be written, and which says so when it is asked to. */
  private static OutputStream full() {
    return new OutputStream() {
      @Override
      public void write(int one) throws IOException {
        throw new IOException("No space left on device");
      }
    };
  }

  @Test
  void a_full_disk_leaves_nothing_behind_and_one_error() throws Exception {
    String typed = folder.resolve("f.csv").toString();
    for (int size : new int[] {10, 100_000}) {
      assertThatThrownBy(
              () -> {
                try (OutputFile file = new OutputFile(typed, disk -> full())) {
                  file.write(out -> out.write("x".repeat(size)));
                }
              })
          .isInstanceOf(UserError.class)
          .hasMessageEndingWith("failed: the disk may be full")
          .hasNoSuppressedExceptions();
      assertThat(names()).isEmpty();
    }
  }

  @Test
  void a_link_that_leads_nowhere_yet_leads_to_the_file_then() throws Exception {
    Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("target.csv"));
    try (OutputFile file = new OutputFile(link.toString())) {
      file.write(out -> out.write("after"));
    }
    assertThat(link).isSymbolicLink();
    assertThat(folder.resolve("target.csv")).hasContent("after");
  }

  @Test
  void a_file_keeps_its_permissions() throws Exception {
    Path target = Files.writeString(folder.resolve("f.csv"), "before");
    Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rw-rw----"));
    try (OutputFile file = new OutputFile(target.toString())) {
      file.write(out -> out.write("after"));
    }
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(target)))
        .isEqualTo("rw-rw----");
  }

  @Test
  void a_name_may_be_as_long_as_a_name_can_be() throws Exception {
    try (OutputFile file = new OutputFile(folder.resolve("x".repeat(255)).toString())) {
      file.write(out -> out.write("after"));
    }
    assertThat(names()).containsExactly("x".repeat(255));
  }

  private Path descriptor(Path open) throws IOException {
    try (Stream<Path> all = Files.list(Path.of("/proc/self/fd"))) {
      return all.filter(it -> leadsTo(it, open)).findFirst().orElseThrow();
    }
  }

  private static boolean leadsTo(Path descriptor, Path file) {
    try {
      return Files.readSymbolicLink(descriptor).equals(file.toRealPath());
    } catch (IOException closed) {
      return false;
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void what_is_behind_a_descriptor_is_added_to_and_never_replaced() throws Exception {
    Path notes = Files.writeString(folder.resolve("notes"), "kept\n");
    try (FileChannel open = FileChannel.open(notes, StandardOpenOption.APPEND)) {
      String number = descriptor(notes).getFileName().toString();
      Path link = Files.createSymbolicLink(folder.resolve("l"), Path.of("/dev/fd/" + number));
      for (String typed : List.of("/dev/fd/" + number, "/proc/self/fd/" + number, "" + link)) {
        try (OutputFile file = new OutputFile(typed)) {
          file.write(out -> out.write("row\n"));
        }
      }
      assertThat(open.isOpen()).isTrue();
    }
    assertThat(notes).hasContent("kept\nrow\nrow\nrow\n");
    assertThat(names()).containsExactlyInAnyOrder("notes", "l");
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void what_is_open_for_reading_only_is_not_written_to() throws Exception {
    Path jar = Files.writeString(folder.resolve("a.jar"), "kept");
    try (FileChannel open = FileChannel.open(jar, StandardOpenOption.READ)) {
      String typed = "/dev/fd/" + descriptor(jar).getFileName();
      assertThatThrownBy(() -> new OutputFile(typed)).isInstanceOf(UserError.class);
      assertThat(open.isOpen()).isTrue();
    }
    assertThatThrownBy(() -> new OutputFile("/dev/fd/9999")).isInstanceOf(UserError.class);
    assertThatThrownBy(() -> new OutputFile("/dev/null")).isInstanceOf(UserError.class);
    assertThat(jar).hasContent("kept");
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void standard_output_has_many_names() throws Exception {
    Path link = Files.createSymbolicLink(folder.resolve("l"), Path.of("/dev/stdout"));
    String own = "/proc/" + ProcessHandle.current().pid() + "/fd/1";
    for (String typed :
        List.of("-", "/dev/stdout", "/dev/fd/1", "/dev/../dev/fd/1", own, "" + link)) {
      assertThat(OutputFile.isStandardOutput(typed)).as(typed).isTrue();
    }
    for (String typed : List.of("", "./-", "1", "/dev/stderr", "/dev/fd/11", "/proc/1/fd/1")) {
      assertThat(OutputFile.isStandardOutput(typed)).as(typed).isFalse();
    }
  }
}
