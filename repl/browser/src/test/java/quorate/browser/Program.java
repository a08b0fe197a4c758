package quorate.browser;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The program, from its jars. */
final class Program {

  private static final String JAVA =
      Path.of(System.getProperty("java.home"), "bin", "java").toString();
  private static final String JARS =
      Path.of("../prompt/target/quorate/lib").toAbsolutePath().normalize() + "/*";

  private static final Pattern ADDRESS = Pattern.compile("http://127\\.0\\.0\\.1:\\d+/\\S*");

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
    Process process = start(folder, commands);
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
    Process process =
        new ProcessBuilder(JAVA, "-cp", JARS, "quorate.prompt.Main", "--quiet", "-c", commands)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .start();
    process.getOutputStream().close();
    return process;
  }
}
