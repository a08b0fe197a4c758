package quorate.web;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import quorate.experiments.language.FaultCommand;
import quorate.experiments.language.Quantities;
import quorate.experiments.language.Statements;
import quorate.experiments.language.Statements.Statement;
import quorate.lab.UserError;
import quorate.netty.http.Routes.BadRequest;

/**
 * A run that an address holds: the commands that lead to its moment. An address may come from
 * anybody, so it can hold only what a branch consists of: a start in virtual time, faults, and ways
 * to moments.
 *
 * @param name what the run's cluster is called
 * @param commands their words, the start first
 */
record RunLink(String name, List<List<String>> commands) {

  private static final int LONGEST_PACKED = 40_000;
  private static final int LONGEST_TEXT = 400_000;
  private static final int MOST_COMMANDS = 5_000;

  private static final Pattern START =
      Pattern.compile(
          "start [a-z][a-z0-9-]{0,39} \\d{1,4} --sim --name [A-Za-z][A-Za-z0-9_-]{0,19}"
              + " --seed -?\\d{1,19}( [A-Za-z][^\\s=]*=\\S*)*");
  private static final int NAME_IN_START = 5;
  private static final Pattern GOTO =
      Pattern.compile("goto ((event|move) \\d{1,9}|[0-9.]+(us|ms|s|m))( --fingerprint [0-9a-f]+)?");
  private static final Pattern BY_PLACE =
      Pattern.compile("deliver \\d{1,9}( --anyway)?|drop \\d{1,9}");

  /**
   * Packs commands into letters that an address can have.
   *
   * @throws BadRequest if there are too many
   */
  static String packed(List<String> commands) {
    Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
    deflater.setInput(String.join("\n", commands).getBytes(StandardCharsets.UTF_8));
    deflater.finish();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    byte[] part = new byte[1 << 12];
    while (!deflater.finished()) {
      bytes.write(part, 0, deflater.deflate(part));
    }
    deflater.end();
    String packed = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.toByteArray());
    if (packed.length() > LONGEST_PACKED || commands.size() > MOST_COMMANDS) {
      throw new BadRequest("this run is too long for an address; type: save branch FILE");
    }
    return packed;
  }

  /**
   * Reads what somebody packed.
   *
   * @throws BadRequest if it cannot be read, or holds anything but the run of one cluster
   */
  static RunLink of(String packed) {
    List<List<String>> commands = new ArrayList<>();
    try {
      for (Statement each : Statements.of(unpacked(packed))) {
        commands.add(each.words());
      }
    } catch (UserError unreadable) {
      throw damaged();
    }
    if (commands.isEmpty() || commands.size() > MOST_COMMANDS) {
      throw damaged();
    }
    List<String> start = commands.get(0);
    check(START.matcher(String.join(" ", start)).matches(), start);
    String name = start.get(NAME_IN_START);
    for (List<String> command : commands.subList(1, commands.size())) {
      check(
          command.size() > 2 && command.get(0).equals("on") && command.get(1).equals(name),
          command);
      check(isAllowed(command.subList(2, command.size())), command);
    }
    return new RunLink(name, commands);
  }

  private static void check(boolean allowed, List<String> command) {
    if (!allowed) {
      throw new BadRequest(
          "this address holds a command that no run consists of, so nothing is run: "
              + Statements.line(command));
    }
  }

  private static boolean isAllowed(List<String> words) {
    String text = String.join(" ", words);
    try {
      if (words.get(0).equals("goto")) {
        boolean byTime = words.size() > 1 && Character.isDigit(words.get(1).charAt(0));
        if (byTime) {
          Quantities.duration(words.get(1)); // no longer than a day
        }
        return GOTO.matcher(text).matches();
      } else if (BY_PLACE.matcher(text).matches()) {
        return true;
      }
      FaultCommand.parse(words);
      return true;
    } catch (UserError none) {
      return false;
    }
  }

  private static String unpacked(String packed) {
    if (packed.length() > LONGEST_PACKED) {
      throw damaged();
    }
    Inflater inflater = new Inflater(true);
    try {
      inflater.setInput(Base64.getUrlDecoder().decode(packed));
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      byte[] part = new byte[1 << 12];
      while (!inflater.finished()) {
        int count = inflater.inflate(part);
        if (count == 0 || bytes.size() + count > LONGEST_TEXT) {
          throw damaged();
        }
        bytes.write(part, 0, count);
      }
      return bytes.toString(StandardCharsets.UTF_8);
    } catch (DataFormatException | IllegalArgumentException damaged) {
      throw damaged();
    } finally {
      inflater.end();
    }
  }

  private static BadRequest damaged() {
    return new BadRequest("this address is damaged: no run can be read from it; copy it again");
  }

  /** What it holds, in a few words: {@code raft 5, 4 commands}. */
  String title() {
    List<String> start = commands.get(0);
    String count = commands.size() == 1 ? "1 command" : commands.size() + " commands";
    return start.get(1) + " " + start.get(2) + ", " + count;
  }

  /** Its commands as they have to be typed, for a cluster that is called otherwise. */
  List<String> linesFor(String other) {
    List<String> lines = new ArrayList<>();
    for (List<String> command : commands) {
      List<String> words = new ArrayList<>(command);
      words.set(lines.isEmpty() ? NAME_IN_START : 1, other);
      lines.add(Statements.line(words));
    }
    return lines;
  }

  /** Whether a command is the check that the run is the same as where the address was made. */
  static boolean isCheck(String line) {
    return line.contains(" --fingerprint ");
  }
}
