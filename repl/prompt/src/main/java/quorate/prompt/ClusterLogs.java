package quorate.prompt;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import quorate.lab.UserError;
import quorate.nodes.local.LocalCluster;
import quorate.nodes.local.LocalNode;
import quorate.report.Json;

/** What a process of a cluster has printed. */
@Command(
    name = "logs",
    customSynopsis = "quorate cluster logs N [--dir DIR] [--last LINES]",
    description = "Print what node N has printed since the cluster was started.")
final class ClusterLogs extends ClusterCommand.Task {

  @Parameters(index = "0", arity = "0..1", paramLabel = "N", description = "Which node.")
  private String id;

  @Option(names = "--last", paramLabel = "LINES", description = "Only the last ones.")
  private Integer last;

  @Mixin private final ClusterCommand.Folder folder = new ClusterCommand.Folder();

  @Override
  int run() {
    LocalCluster cluster = folder.cluster();
    if (id == null) {
      throw new UserError("whose? type: cluster logs 2");
    } else if (last != null && last < 1) {
      throw new UserError("--last is at least 1, got " + last);
    }
    LocalNode node = cluster.node(id);
    List<String> lines = cluster.printed(node);
    int from = last == null ? 0 : Math.max(0, lines.size() - last);
    if (main().json()) {
      var json = json(true).<ObjectNode>set("id", Json.id(node.node()));
      lines.subList(from, lines.size()).forEach(json.putArray("lines")::add);
      System.out.println(json);
    } else {
      lines.subList(from, lines.size()).forEach(System.out::println);
    }
    return 0;
  }
}
