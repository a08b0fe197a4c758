package quorate.prompt.watch;

import java.util.ArrayList;
import java.util.List;

/** What was done, in commands; the same one several times in a row is told once. */
final class Done {

  private final List<String> commands = new ArrayList<>();
  private int times;

  void add(String command) {
    int last = commands.size() - 1;
    if (times > 0 && commands.get(last).equals(command)) {
      times++;
      return;
    }
    close();
    commands.add(command);
    times = 1;
  }

  private void close() {
    if (times > 1) {
      int last = commands.size() - 1;
      String command = commands.get(last);
      boolean counted = command.matches("(.* )?(step|back)");
      commands.set(last, counted ? command + " " + times : command + " (" + times + " times)");
    }
    times = 0;
  }

  List<String> all() {
    close();
    return List.copyOf(commands);
  }
}
