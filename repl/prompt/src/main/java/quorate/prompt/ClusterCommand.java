package quorate.prompt;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import quorate.nodes.local.LocalCluster;
import quorate.nodes.local.NodeLauncher;

/** {@code quorate cluster start raft 3}: processes on this machine that go on without a prompt. */
@Command(
    name = "cluster",
    subcommands = {
      ClusterStart.class,
      ClusterStatus.class,
      ClusterStop.class,
      ClusterLogs.class,
      ClusterDemo.class
    },
    customSynopsis = {
      "quorate cluster start ALGORITHM NODES [--dir DIR] [--port P] [KEY=VALUE ...]",
      "       quorate cluster status [--dir DIR]",
      "       quorate cluster stop [--dir DIR]",
      "       quorate cluster logs N [--dir DIR] [--last LINES]",
      "       quorate cluster demo [ALGORITHM]"
    },
    description = "Run the nodes of a cluster as processes of this machine, without a prompt.",
    footer = {
      "",
      "  quorate cluster start raft 3",
      "  quorate cluster status",
      "  quorate monitor",
      "  quorate cluster stop",
      "",
      "Without --dir it is the cluster in ~/.local/state/quorate/cluster. Node 1 listens",
      "at port 7001 and answers HTTP at 8001, unless --port says otherwise.",
      "docs/cluster.md has more."
    })
final class ClusterCommand implements Callable<Integer> {

  /** What the processes of nodes run. */
  static final NodeLauncher LAUNCHER = new NodeLauncher(Main.class.getName());

  @ParentCommand private Main main;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Print this, and leave.")
  private boolean help;

  Main main() {
    return main;
  }

  @Override
  public Integer call() {
    System.err.println(
        "cluster needs start, status, stop, logs or demo; type: ./quorate cluster start raft 3");
    return ExitCode.USAGE;
  }

  /** Something that is done with a cluster. */
  abstract static class Task extends Tool {

    @ParentCommand private ClusterCommand cluster;

    @Override
    final Main main() {
      return cluster.main();
    }

    @Override
    String typed() {
      return "cluster " + getClass().getAnnotation(Command.class).name();
    }
  }

  /** In which folder a cluster is, as far as it was typed. */
  static final class Folder {

    @Option(names = "--dir", paramLabel = "DIR", description = "The folder of the cluster.")
    private Path typed;

    Path path() {
      Path folder = typed == null ? Logs.folder().resolve("cluster") : typed;
      return folder.toAbsolutePath().normalize();
    }

    /** What else must be typed to mean the same folder. */
    String behind() {
      return typed == null ? "" : " --dir " + typed;
    }

    LocalCluster cluster() {
      return LocalCluster.in(path(), LAUNCHER);
    }
  }
}
