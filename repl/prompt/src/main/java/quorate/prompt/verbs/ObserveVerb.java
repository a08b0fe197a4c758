package quorate.prompt.verbs;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import quorate.experiments.Following;
import quorate.experiments.ObservedCluster;
import quorate.experiments.language.Change;
import quorate.lab.UserError;
import quorate.session.Answer;

/** Measures over several commands. */
@Command(
    name = "observe",
    description = "measure from here on, over several commands, until observe end",
    customSynopsis = "observe [end]")
public final class ObserveVerb extends FollowingVerb {

  @Parameters(arity = "0..1", paramLabel = "end", description = "stop, and print")
  private Optional<String> end = Optional.empty();

  private final Map<ObservedCluster, Following> followings = new LinkedHashMap<>();
  private AtomicBoolean moreToCome = new AtomicBoolean();

  @Override
  public Answer run(String typed) throws InterruptedException {
    if (end.isEmpty()) {
      return begin();
    } else if (!end.get().equals("end")) {
      throw new UserError("type: observe, or: observe end");
    }
    followings.keySet().retainAll(session().all());
    if (followings.isEmpty()) {
      throw new UserError("nothing is observed; type: observe");
    }
    moreToCome.set(false);
    List<Followed> ended = new ArrayList<>();
    followings.forEach(
        (cluster, following) ->
            ended.add(
                new Followed(cluster, Optional.empty(), Change.of("since observe"), following)));
    followings.clear();
    return followed(typed, "observed", ended);
  }

  private Answer begin() {
    List<ObservedCluster> clusters = session().clusters();
    followings.keySet().retainAll(session().all()); // a stopped cluster is followed no more
    followings.values().forEach(Following::stop);
    followings.clear();
    AtomicBoolean more = new AtomicBoolean(true);
    moreToCome = more;
    clusters.forEach(cluster -> followings.put(cluster, cluster.follow(more::get)));
    return Answer.said("observing; type commands, and then: observe end");
  }
}
