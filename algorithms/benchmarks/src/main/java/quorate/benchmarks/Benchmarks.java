package quorate.benchmarks;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.format.OutputFormat;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import quorate.benchmarks.Plan.Kind;
import quorate.lab.cluster.Catalog;

/** Runs all benchmarks with all algorithms, and prints one table. */
public final class Benchmarks {

  /** Others are compared with this one, if it is there. */
  private static final String YARDSTICK = "raft";

  private static final TimeValue ONE_SECOND = TimeValue.seconds(1);

  private final Plan plan;
  private final List<String> algorithms;

  private Benchmarks(Plan plan, List<String> algorithms) {
    this.plan = plan;
    this.algorithms = algorithms;
  }

  /**
   * Runs what the arguments say: {@code quick} for a short look, names of benchmarks for these
   * only, {@code -X...} for the JVMs that are measured. Ends with status 2 if they say anything
   * else, and with 1 if a benchmark fails.
   */
  public static void main(String... words) {
    try {
      new Benchmarks(Plan.read(words), algorithms()).run();
    } catch (IllegalArgumentException wrong) {
      System.err.println(wrong.getMessage());
      System.exit(2);
    } catch (RunnerException failed) {
      System.err.println(failed.getMessage());
      System.exit(1);
    }
  }

  private static List<String> algorithms() {
    List<String> names = new ArrayList<>(Catalog.load().names());
    if (names.remove(YARDSTICK)) {
      names.add(0, YARDSTICK);
    }
    return names;
  }

  private void run() throws RunnerException {
    System.out.printf(
        "%s %s, %d processors%n%s%n%n",
        System.getProperty("java.vm.name"),
        System.getProperty("java.vm.version"),
        Runtime.getRuntime().availableProcessors(),
        plan);
    System.out.print(PaceTable.head());
    for (Kind kind : plan.kinds()) {
      for (int nodes : Plan.SIZES) {
        System.out.print(PaceTable.rows(kind.word(), nodes, measure(kind, nodes)));
      }
    }
  }

  /** All iterations of all rounds, by algorithm; the algorithms take turns. */
  private Map<String, List<Pace>> measure(Kind kind, int nodes) throws RunnerException {
    Map<String, List<Pace>> iterations = new LinkedHashMap<>();
    for (int round = 0; round < plan.rounds(); round++) {
      for (String algorithm : algorithms) {
        iterations
            .computeIfAbsent(algorithm, name -> new ArrayList<>())
            .addAll(measure(options(kind, algorithm, nodes)));
      }
    }
    return iterations;
  }

  private Options options(Kind kind, String algorithm, int nodes) {
    return new OptionsBuilder()
        .include("^" + kind.benchmark.getName().replace(".", "\\.") + "\\.")
        .param("algorithm", algorithm)
        .param("nodes", String.valueOf(nodes))
        .forks(1)
        .warmupIterations(plan.warmUps())
        .warmupTime(ONE_SECOND)
        .measurementIterations(plan.iterations())
        .measurementTime(ONE_SECOND)
        .addProfiler(GCProfiler.class)
        .jvmArgsPrepend("-Xms1g", "-Xmx1g")
        .jvmArgsAppend(plan.jvmOptions().toArray(String[]::new))
        .shouldFailOnError(true)
        .build();
  }

  /** Runs one JVM. What JMH has to say is shown only if it goes wrong. */
  private static List<Pace> measure(Options options) throws RunnerException {
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8);
    OutputFormat format = OutputFormatFactory.createFormatInstance(out, VerboseMode.NORMAL);
    try {
      return new Runner(options, format)
          .run().stream()
              .flatMap(jvm -> jvm.getAggregatedResult().getIterationResults().stream())
              .map(Benchmarks::pace)
              .toList();
    } catch (RunnerException failed) {
      System.err.println(said.toString(StandardCharsets.UTF_8));
      throw failed;
    }
  }

  /** JMH gives rates per second of the clock, so this is what happened in one such second. */
  private static Pace pace(IterationResult iteration) {
    double calls = iteration.getPrimaryResult().getScore();
    return new Pace(
        calls,
        secondary(iteration, "events"),
        secondary(iteration, "processorNanos") / 1e9,
        1,
        secondary(iteration, "gc.alloc.rate.norm") * calls);
  }

  private static double secondary(IterationResult iteration, String label) {
    return iteration.getSecondaryResults().get(label).getScore();
  }
}
