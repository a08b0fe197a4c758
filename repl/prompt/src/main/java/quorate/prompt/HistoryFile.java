package quorate.prompt;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
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
      for (byte[] line : lines(Files.readAllBytes(file.path()))) {
        Optional<String> text = text(line).filter(it -> LINE.matcher(it).matches());
        text.ifPresent(good::add);
        damaged |= text.isEmpty() && line.length > 0;
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

  private static List<byte[]> lines(byte[] bytes) {
    List<byte[]> lines = new ArrayList<>();
    int begin = bytes.length > 2 && bytes[0] == (byte) 0xEF && bytes[1] == (byte) 0xBB ? 3 : 0;
    for (int at = begin; at <= bytes.length; at++) {
      if (at == bytes.length || bytes[at] == '\n') {
        lines.add(Arrays.copyOfRange(bytes, begin, at));
        begin = at + 1;
      }
    }
    return lines;
  }

  private static Optional<String> text(byte[] line) {
    try {
      return Optional.of(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(line)).toString());
    } catch (CharacterCodingException damaged) {
      return Optional.empty();
    }
  }
}
