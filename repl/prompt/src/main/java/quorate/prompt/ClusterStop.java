package quorate.prompt;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import quorate.nodes.local.LocalCluster;

/** Ends the processes of a cluster. */
@Command(
    name = "stop",
    customSynopsis = "quorate cluster stop [--dir DIR]",
    description = "End all processes of a cluster. What they saved stays, for the next start.")
final class ClusterStop extends ClusterCommand.Task {

  @Mixin private final ClusterCommand.Folder folder = new ClusterCommand.Folder();

  @Override
  int run() throws InterruptedException {
    LocalCluster cluster = folder.cluster();
    int nodes = cluster.nodes().size();
    int ended = cluster.stop();
    if (main().json()) {
      System.out.println(json(true).put("nodes", nodes).put("ended", ended));
    } else {
      System.out.println(
          ended == nodes
              ? "ended %s processes; what they saved is in %s".formatted(nodes, cluster.folder())
              : "ended %s processes; %s had ended before".formatted(ended, nodes - ended));
    }
    return 0;
  }
}
