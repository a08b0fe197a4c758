package quorate.browser;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** The program, from its jars. */
final class Program {

  private static final String JAVA =
      Path.of(System.getProperty("java.home"), "bin", "java").toString();
  private static final String JARS =
      Path.of("../prompt/target/quorate/lib").toAbsolutePath().normalize() + "/*";

  private Program() {}

  /** Types commands, and returns what came back. */
  static String type(Path folder, String commands) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(JAVA, "-cp", JARS, "quorate.prompt.Main", "--quiet", "-c", commands)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .start();
    process.getOutputStream().close();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return printed;
  }
}
