package quorate.prompt.verbs;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import quorate.experiments.ObservedCluster;
import quorate.experiments.language.Statements;
import quorate.lab.UserError;
import quorate.lab.trace.TraceEvent;
import quorate.lab.trace.TraceFilter;
import quorate.report.ExportedView;
import quorate.report.TextView;
import quorate.report.export.Export;
import quorate.report.export.Format;
import quorate.report.export.Run;
import quorate.report.timeline.Part;
import quorate.report.timeline.TimelineView;
import quorate.report.timeline.TimelineView.Choice;
import quorate.report.timeline.TimelineView.ClusterTimeline;
import quorate.session.Answer;
import quorate.session.OutputFile;
import quorate.session.Recorded;
import quorate.spi.NodeId;

/** Writes what happened into a file that other programs read. */
@Command(
    name = "export",
    description = "write what happened into a file: svg, shiviz, mermaid, perfetto, jsonl, csv",
    customSynopsis =
        "export FORMAT FILE [--last TIME] [--from TIME] [--around election] [--heartbeats]")
public final class ExportVerb extends Verb {

  @Parameters(index = "0", paramLabel = "FORMAT", description = "what kind of file")
  private String format;

  @Parameters(index = "1", paramLabel = "FILE", description = "where to; - for standard output")
  private String file;

  @Mixin private PartOptions part;

  @Option(names = "--heartbeats", description = "every heartbeat as well")
  private boolean heartbeats;

  @Override
  public Answer run(String typed) throws InterruptedException {
    Format chosen = format();
    List<ObservedCluster> clusters = session().clusters();
    check(chosen, clusters);
    Export export = export(chosen, clusters);
    ExportedView view =
        new ExportedView(file, format, export.events(), export.said(Statements.quoted(file)));
    if (!OutputFile.isStandardOutput(file)) {
      try (OutputFile out = new OutputFile(file)) {
        out.write(export::write);
      }
      return Answer.of(view);
    } else if (console().json()) {
      throw new UserError("a file and JSON cannot share standard output; type a file's name");
    }
    console().rows(export::write);
    return Answer.of(TextView.silently(view));
  }

  private Format format() {
    List<String> known = Arrays.stream(Format.values()).map(Format::word).toList();
    if (!known.contains(format)) {
      throw UserError.unknown("format", format, known);
    }
    return Format.values()[known.indexOf(format)];
  }

  private void check(Format chosen, List<ObservedCluster> clusters) {
    String word = chosen.word();
    String name = Statements.quoted(file);
    if (chosen.hasEverything() && (part.typed().isPresent() || heartbeats)) {
      throw new UserError("%s has every event; type: export %s %s".formatted(word, word, name));
    } else if (chosen == Format.MERMAID && clusters.size() > 1) {
      throw new UserError(
          "a file has one diagram of mermaid; type: on %s export mermaid %s"
              .formatted(clusters.get(0).spec().name(), name));
    }
  }

  private Export export(Format chosen, List<ObservedCluster> clusters) {
    List<Run> runs = clusters.stream().map(Recorded::run).toList();
    Set<TraceEvent> shown = Collections.newSetFromMap(new IdentityHashMap<>());
    List<ClusterTimeline> pictures = new ArrayList<>();
    if (!chosen.hasEverything()) {
      Choice choice = part.or(chosen.isPicture() ? Part::sinceFault : Part::all);
      for (ObservedCluster cluster : clusters) {
        shown.addAll(shown(cluster, choice));
        SortedSet<NodeId> lanes = cluster.hosts();
        pictures.add(TimelineView.of(cluster, choice, lanes, heartbeats));
      }
    }
    return new Export(chosen, runs, shown, pictures);
  }

  /** The events of a part that a trace shows. */
  private List<TraceEvent> shown(ObservedCluster cluster, Choice choice) {
    TraceFilter filter = new TraceFilter(Optional.empty(), Set.of(), heartbeats);
    return cluster.call(
        now -> {
          List<TraceEvent> all = now.trace().events();
          Part chosen = choice.of(all, now.trace().nowNanos());
          return all.stream()
              .filter(event -> chosen.has(event) && filter.shows(now.trace(), event))
              .toList();
        });
  }
}
