package quorate.testkit;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import quorate.experiments.Experiment;
import quorate.experiments.Scenarios;
import quorate.experiments.Setup;
import quorate.experiments.Trial;
import quorate.lab.cluster.ClusterSpec;
import quorate.lab.cluster.Delay;
import quorate.lab.simulator.Network;
import quorate.lab.trace.Fingerprint;
import quorate.spi.ElectionAlgorithm;
import quorate.spi.TimeRange;
import quorate.spi.Timing;

/**
 * The fingerprints of an algorithm's runs, one line per seed, for another virtual machine to
 * compare with: a crashed leader in a network that draws from every kind of delay, and, for every
 * second seed, a run of chaos, which takes longer.
 *
 * <p>This is a program of its own. Its arguments are the class of an algorithm that has a public
 * constructor without parameters, how many seeds, and options as {@code name=value}.
 */
public final class Fingerprints {

  private static final Network JITTERY =
      Network.DEFAULT
          .withLatency(
              new Delay.Sum(
                  List.of(
                      new Delay.Uniform(TimeRange.ofMillis(1, 4)),
                      new Delay.Exponential(Duration.ofMillis(2)))))
          .withLoss(0.02)
          .withPersist(new Delay.Normal(Duration.ofMillis(2), Duration.ofMillis(1)));

  /** It lives for seconds only: the quick compiler and one collector cost half of the processor. */
  private static final List<String> SHORT_LIVED =
      List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

  private Fingerprints() {}

  public static void main(String[] args) throws ReflectiveOperationException, InterruptedException {
    ElectionAlgorithm algorithm =
        (ElectionAlgorithm) Class.forName(args[0]).getDeclaredConstructor().newInstance();
    Map<String, String> options = new TreeMap<>();
    for (String option : List.of(args).subList(2, args.length)) {
      options.put(option.split("=")[0], option.split("=")[1]);
    }
    for (long seed = 1; seed <= Long.parseLong(args[1]); seed++) {
      String chaos = seed % 2 == 0 ? ofChaos(algorithm, options, seed) : "-";
      System.out.println(seed + " " + ofTrial(algorithm, options, seed) + " " + chaos);
    }
  }

  private static String ofTrial(ElectionAlgorithm algorithm, Map<String, String> options, long seed)
      throws InterruptedException {
    int size = 3 + (int) (seed % 5);
    ClusterSpec spec = new ClusterSpec("trial", algorithm, size, Timing.DEFAULT, options, seed);
    Experiment experiment =
        new Experiment(spec, Scenarios.CRASH_LEADER, Setup.DEFAULT, Optional.of(JITTERY));
    return Trial.simulate(experiment, 1).fingerprint().orElseThrow();
  }

  private static String ofChaos(
      ElectionAlgorithm algorithm, Map<String, String> options, long seed) {
    ChaosTrial trial = new ChaosTrial(algorithm, options, 3, (int) seed);
    Fingerprint fingerprint = new Fingerprint();
    trial.cluster().trace().observe(fingerprint);
    trial.run();
    return fingerprint.text();
  }

  /** Runs this program on the oldest and the newest virtual machine; the lines of each. */
  static List<List<String>> onTwoMachines(
      ElectionAlgorithm algorithm, Map<String, String> options, int seeds) throws IOException {
    Process oldest = startOn(Jdks.oldest(), algorithm, options, seeds);
    Process newest = startOn(Jdks.newest(), algorithm, options, seeds);
    try (BufferedReader one = oldest.inputReader();
        BufferedReader other = newest.inputReader()) {
      return List.of(one.lines().toList(), other.lines().toList());
    } finally {
      oldest.destroyForcibly();
      newest.destroyForcibly();
    }
  }

  private static Process startOn(
      Path java, ElectionAlgorithm algorithm, Map<String, String> options, int seeds)
      throws IOException {
    String classPath =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    List<String> command = new ArrayList<>(List.of(java.toString()));
    command.addAll(SHORT_LIVED);
    command.addAll(List.of("-cp", classPath, Fingerprints.class.getName()));
    command.addAll(List.of(algorithm.getClass().getName(), Integer.toString(seeds)));
    options.forEach((name, value) -> command.add(name + "=" + value));
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }
}
