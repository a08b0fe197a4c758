package quorate.prompt;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.terminal.spi.SystemStream;
import org.jline.utils.AttributedString;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import quorate.nodes.monitor.Monitor;
import quorate.nodes.monitor.NodeUrl;
import quorate.prompt.console.Canvas;
import quorate.prompt.console.Console;
import quorate.prompt.console.Screen;

/** {@code quorate monitor http://127.0.0.1:8001 ...}: nodes as they are seen from outside. */
@Command(
    name = "monitor",
    customSynopsis = "quorate monitor [URL ...] [--dir DIR] [--once]",
    description = "Watch nodes live; in a pipe, print a line for each change.",
    footer = {
      "",
      "  quorate monitor http://127.0.0.1:8001 http://127.0.0.1:8002",
      "  quorate monitor | tee changes.txt",
      "",
      "Without URL it watches the nodes that cluster start has started. On a terminal, q",
      "leaves; elsewhere Ctrl-C does."
    })
final class MonitorCommand extends Tool {

  private static final Duration SHORT = Duration.ofMillis(100);
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSS");
  private static final int MOST_NEWS = 1_000;

  @ParentCommand private Main main;

  @Parameters(arity = "0..*", paramLabel = "URL", description = "Where a node answers HTTP.")
  private List<String> urls = new ArrayList<>();

  @Mixin private final ClusterCommand.Folder folder = new ClusterCommand.Folder();

  @Option(names = "--once", description = "Print the table once, and leave.")
  private boolean once;

  @Override
  Main main() {
    return main;
  }

  @Override
  String typed() {
    return urls.isEmpty() ? "monitor" : "monitor " + String.join(" ", urls);
  }

  @Override
  int run() throws InterruptedException {
    List<NodeUrl> nodes =
        urls.isEmpty()
            ? folder.cluster().urls()
            : urls.stream().map(NodeUrl::parse).distinct().toList();
    if (once) {
      answer(Monitor.once(nodes));
      return 0;
    }
    try (Monitor monitor = new Monitor(nodes)) {
      boolean typing = StandardStreams.isTerminal(SystemStream.Input);
      if (!typing || !console().screen() || !onScreen(monitor)) {
        printChanges(monitor);
      }
      return 0;
    }
  }

  private void printChanges(Monitor monitor) throws InterruptedException {
    Console console = console();
    while (true) {
      for (String line : monitor.news(Duration.ofMinutes(1))) {
        String time = LocalTime.now().format(TIME);
        console.answer(
            console.json()
                ? json(true).put("time", time).put("event", line).toString()
                : time + "  " + line);
      }
    }
  }

  /** Draws until somebody leaves; false if the terminal cannot be drawn on. */
  private boolean onScreen(Monitor monitor) {
    try (Terminal terminal = TerminalBuilder.builder().system(true).build()) {
      Screen screen = TerminalScreen.of(terminal);
      if (screen.isThere()) {
        screen.whole(canvas -> draw(monitor, canvas));
      }
      return screen.isThere();
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  private void draw(Monitor monitor, Canvas canvas) {
    List<String> news = new ArrayList<>();
    String key = "";
    while (!key.equals("q") && !key.equals(Canvas.END)) {
      try {
        for (String line : monitor.news(SHORT)) {
          news.add(LocalTime.now().format(TIME) + "  " + line);
        }
      } catch (InterruptedException left) {
        return;
      }
      if (news.size() > MOST_NEWS) {
        news.subList(0, news.size() - MOST_NEWS).clear();
      }
      canvas.draw(picture(monitor, news, canvas));
      key = canvas.key(Duration.ofMillis(1)).orElse("");
    }
  }

  private List<String> picture(Monitor monitor, List<String> news, Canvas canvas) {
    Console console = main.consoleOfTool().wide(canvas::columns);
    List<String> lines = new ArrayList<>();
    String clusters = String.join(", ", monitor.clusters());
    lines.add(
        console.bold(clusters.isEmpty() ? "nobody has answered yet" : clusters) + "   q leaves");
    lines.add("");
    lines.addAll(monitor.view().text(console).lines().toList());
    lines.add("");
    int room = Math.max(0, canvas.rows() - lines.size() - 1);
    lines.addAll(news.subList(Math.max(0, news.size() - room), news.size()));
    List<String> fitting = new ArrayList<>();
    for (String line : lines.subList(0, Math.min(lines.size(), canvas.rows()))) {
      fitting.add(cut(line, canvas.columns()));
    }
    return fitting;
  }

  private static String cut(String line, int width) {
    return AttributedString.fromAnsi(line).columnSubSequence(0, width).toAnsi();
  }
}
