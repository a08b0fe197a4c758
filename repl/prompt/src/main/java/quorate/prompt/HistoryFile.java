package quorate.prompt;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import quorate.lab.Printable;
import quorate.session.StateFile;

/**
 * The history of the prompt, made fit for JLine, which does not start with a damaged one. The lines
 * that can be read are kept.
 */
final class HistoryFile {

  private static final Pattern LINE = Pattern.compile("\\d{1,15}:.*");

  private HistoryFile() {}

  /**
   * Sees to it that a history can be read.
   *
   * @param notes who is told of one that cannot
   * @return where it is; empty if there can be none
   */
  static Optional<Path> prepare(Path path, Consumer<String> notes) {
    StateFile file = new StateFile(path);
    try {
      Files.createDirectories(path.toAbsolutePath().getParent());
      if (file.exists()) {
        mend(file, notes);
      } else if (!Files.isWritable(path.toAbsolutePath().getParent())) {
        throw new IOException("permission denied");
      }
      return Optional.of(path);
    } catch (IOException | SecurityException failed) {
      String why = failed instanceof IOException it ? StateFile.reason(it) : "permission denied";
      notes.accept("the history is not kept: " + file + ": " + why);
      return Optional.empty();
    }
  }

  private static void mend(StateFile file, Consumer<String> notes) throws IOException {
    List<String> good = new ArrayList<>();
    boolean damaged = !file.isReadable();
    if (!damaged) {
      String bytes = new String(Files.readAllBytes(file.path()), StandardCharsets.ISO_8859_1);
      for (String line : bytes.split("\n", -1)) {
        Optional<String> text = text(line).filter(it -> LINE.matcher(it).matches());
        text.ifPresent(good::add);
        damaged |= text.isEmpty() && !line.isEmpty();
      }
    }
    if (damaged) {
      Path aside = file.setAside();
      if (!good.isEmpty()) {
        file.write(String.join("\n", good) + "\n");
      }
      notes.accept("the history is damaged; it is now " + new StateFile(aside));
    }
  }

  /** A line in UTF-8, of which each character here is a byte; empty if it is damaged. */
  private static Optional<String> text(String line) {
    try {
      ByteBuffer bytes = ByteBuffer.wrap(line.getBytes(StandardCharsets.ISO_8859_1));
      String text = StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
      return Optional.of(Printable.withoutMark(text));
    } catch (CharacterCodingException damaged) {
      return Optional.empty();
    }
  }
}
