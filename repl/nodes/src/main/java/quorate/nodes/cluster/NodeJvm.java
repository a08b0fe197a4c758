package quorate.nodes.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import quorate.lab.UserError;
import quorate.netty.node.Guard;
import quorate.netty.node.HostPort;

/** The process of one node: a small JVM with the class path of this program. Any thread. */
final class NodeJvm {

  /** What a terminal sends to all of its processes does not concern the nodes. */
  private static final String DEAF_TO_THE_TERMINAL =
      "trap '' INT QUIT HUP TSTP TTIN TTOU; exec \"$@\"";

  private static final List<String> LEAN =
      List.of(
          "-Xms6m",
          "-Xmn2m",
          "-Xmx32m",
          "-Xss256k",
          "-XX:+UseSerialGC",
          "-XX:TieredStopAtLevel=1",
          "-XX:MinHeapFreeRatio=10",
          "-XX:MaxHeapFreeRatio=20",
          "-XX:-UsePerfData",
          "-XX:+IgnoreUnrecognizedVMOptions",
          "-XX:+UnlockDiagnosticVMOptions",
          "-XX:ArchiveRelocationMode=0", // elsewhere, no process could share it with another
          "-Xshare:auto",
          "-Xlog:disable",
          "-Dio.netty.allocator.type=unpooled");

  private final Process process;
  private final BufferedWriter in;
  private final BufferedReader out;
  private final Path errors;

  private NodeJvm(Process process, Path errors) {
    this.process = process;
    this.in = process.outputWriter(StandardCharsets.UTF_8);
    this.out = process.inputReader(StandardCharsets.UTF_8);
    this.errors = errors;
  }

  /**
   * Launches a process whose node does not start before it is told to {@link #go}.
   *
   * @param errors the file for what it writes to standard error
   * @throws UserError if there can be no process
   */
  static NodeJvm launch(NodeOrder order, Path errors) {
    List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", DEAF_TO_THE_TERMINAL, "node"));
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(LEAN);
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(it -> it.startsWith("-XX:SharedArchiveFile=") || it.startsWith("--enable-native"))
        .forEach(command::add);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(NodeMain.class.getName());
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().remove("JAVA_TOOL_OPTIONS"); // it would say so on standard error
    builder.redirectError(errors.toFile());
    try {
      NodeJvm launched = new NodeJvm(builder.start(), errors);
      launched.say(new ObjectMapper().writeValueAsString(order));
      return launched;
    } catch (IOException none) {
      throw new UserError("cannot start a process for a node: " + none.getMessage());
    }
  }

  long pid() {
    return process.pid();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /**
   * Waits until it is ready to start.
   *
   * @return where it answers HTTP
   * @throws UserError if it cannot; it says why
   */
  HostPort awaitReady() {
    try {
      String line = out.readLine();
      JsonNode said = line == null ? null : new ObjectMapper().readTree(line);
      if (said != null && said.has("http")) {
        return HostPort.parse(said.get("http").asText());
      }
      throw new UserError(said == null ? lastWords() : said.path("error").asText(lastWords()));
    } catch (IOException damaged) {
      throw new UserError(lastWords());
    }
  }

  /** Lets it dial the others, which listen by now, and waits until it has. */
  void dial() {
    say("dial");
    try {
      out.readLine();
    } catch (IOException gone) {
      // its end is noticed elsewhere
    }
  }

  /** Lets the node start. */
  void go() {
    say("go");
  }

  private void say(String line) {
    try {
      in.write(line);
      in.newLine();
      in.flush();
    } catch (IOException gone) {
      // its end is noticed elsewhere
    }
  }

  /** Ends it at once: SIGKILL. */
  void kill() {
    process.destroyForcibly();
  }

  void awaitEnd() {
    Guard.awaitEnd(process);
  }

  /** Completes with why it ended, once it has. */
  CompletableFuture<String> ended() {
    return process.onExit().thenApply(it -> reason(it.exitValue()));
  }

  private String reason(int status) {
    int signal = status - 128;
    return signal > 0 ? "its process was ended by signal " + signal : lastWords();
  }

  /** Whether somebody ended it from outside, as far as its exit status tells. */
  boolean endedBySignal() {
    return !process.isAlive() && process.exitValue() > 128;
  }

  private String lastWords() {
    try {
      List<String> lines = Files.readAllLines(errors);
      lines.removeIf(String::isBlank);
      if (!lines.isEmpty()) {
        return lines.get(lines.size() - 1);
      }
    } catch (IOException unreadable) {
      // then there is nothing to say
    }
    return "its process ended"
        + (process.isAlive() ? "" : " with exit status " + process.exitValue());
  }
}
