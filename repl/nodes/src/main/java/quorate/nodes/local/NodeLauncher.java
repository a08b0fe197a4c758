package quorate.nodes.local;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import quorate.lab.UserError;

/**
 * Starts nodes as processes that outlive this one: small JVMs with the class path of this program.
 *
 * @param mainClass what they run; its first argument is {@code node}
 */
public record NodeLauncher(String mainClass) {

  /** What a terminal sends to all of its processes, and its end, do not concern the nodes. */
  private static final String DEAF_TO_THE_TERMINAL = "trap '' INT QUIT HUP; exec \"$@\"";

  private static final List<String> LEAN =
      List.of(
          "-Xmx32m",
          "-Xss256k",
          "-XX:+UseSerialGC",
          "-XX:TieredStopAtLevel=1",
          "-XX:-UsePerfData",
          "-XX:+IgnoreUnrecognizedVMOptions",
          "-XX:+UnlockDiagnosticVMOptions",
          "-XX:ArchiveRelocationMode=0",
          "-Xshare:auto",
          "-Xlog:disable");

  /**
   * Starts one.
   *
   * @param arguments what is typed behind {@code node}
   * @param folder where it runs
   * @param log what it prints goes to the end of this file
   */
  ProcessHandle launch(List<String> arguments, Path folder, Path log) {
    List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", DEAF_TO_THE_TERMINAL, "node"));
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(LEAN);
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(it -> it.startsWith("-XX:SharedArchiveFile=") || it.startsWith("--enable-native"))
        .forEach(command::add);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), mainClass, "node"));
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.redirectInput(Redirect.from(Path.of("/dev/null").toFile()));
    builder.redirectOutput(Redirect.appendTo(log.toFile())).redirectErrorStream(true);
    builder.environment().remove("JAVA_TOOL_OPTIONS"); // it would say so in the log
    try {
      return builder.start().toHandle();
    } catch (IOException none) {
      throw new UserError("cannot start a process for a node: " + none.getMessage());
    }
  }
}
