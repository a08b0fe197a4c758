package quorate.browser;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The program, from its jars. */
final class Program {

  private static final String JAVA =
      Path.of(System.getProperty("java.home"), "bin", "java").toString();
  private static final String JARS =
      Path.of("../prompt/target/quorate/lib").toAbsolutePath().normalize() + "/*";

  private static final Pattern ADDRESS = Pattern.compile("http://127\\.0\\.0\\.1:\\d+\\S*");

  private Program() {}

  /** The program while it serves its page. */
  record Served(Process process, String address) implements AutoCloseable {
    @Override
    public void close() {
      process.destroy();
      process.onExit().join();
    }
  }

  /** Types commands of which the last is {@code web}, and returns when the page is served. */
  static Served serve(Path folder, String commands) throws IOException {
    return served(start(folder, commands), commands);
  }

  private static Served served(Process process, String commands) throws IOException {
    BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      Matcher address = ADDRESS.matcher(line);
      if (address.find()) {
        return new Served(process, address.group());
      }
    }
    throw new IOException("no page is served: " + commands);
  }

  /** Types commands, and returns what came back. */
  static String type(Path folder, String commands) throws IOException, InterruptedException {
    Process process = start(folder, commands);
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return printed;
  }

  private static Process start(Path folder, String commands) throws IOException {
    return start(folder, List.of("--quiet", "-c", commands));
  }

  /** Starts a node, and returns when it listens for HTTP. */
  static Served node(Path folder, List<String> arguments) throws IOException {
    List<String> all = new ArrayList<>(List.of("node"));
    all.addAll(arguments);
    return served(start(folder, all), String.join(" ", all));
  }

  private static Process start(Path folder, List<String> arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(JAVA, "-cp", JARS, "quorate.prompt.Main"));
    command.addAll(arguments);
    Process process =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
    process.getOutputStream().close();
    return process;
  }
}
