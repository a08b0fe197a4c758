package quorate.prompt;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import quorate.nodes.local.LocalView;

/** What the processes of a cluster say. */
@Command(
    name = "status",
    customSynopsis = "quorate cluster status [--dir DIR]",
    description = "Print each process and what it believes; the status is 1 if one is missing.")
final class ClusterStatus extends ClusterCommand.Task {

  @Mixin private final ClusterCommand.Folder folder = new ClusterCommand.Folder();

  @Override
  int run() {
    LocalView view = LocalView.of(folder.cluster());
    answer(view);
    return view.isWhole() ? 0 : 1;
  }
}
