package quorate.prompt.recount;

import java.io.IOException;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.util.List;
import java.util.OptionalLong;
import quorate.experiments.Experiment;
import quorate.experiments.Sample;
import quorate.experiments.Trial;
import quorate.report.NamedSample;
import quorate.report.SampleCsv;

/** What a file of trials has in the row of one, by the names in its first line. */
record CsvRow(List<String> names, List<String> fields) {

  /** The row that is written for a trial. */
  static CsvRow of(Experiment experiment, Trial trial) {
    String algorithm = experiment.cluster().algorithm().name();
    StringWriter out = new StringWriter();
    try {
      Sample sample = new Sample(experiment, List.of(trial));
      SampleCsv.write(List.of(new NamedSample(algorithm, sample)), out);
    } catch (IOException impossible) {
      throw new IllegalStateException(impossible);
    }
    List<String> lines = out.toString().lines().toList();
    return new CsvRow(cells(lines.get(0)), cells(lines.get(1)));
  }

  private static List<String> cells(String line) {
    return List.of(line.split(",", -1));
  }

  String get(String name) {
    return fields.get(names.indexOf(name));
  }

  OptionalLong nanos(String name) {
    String millis = get(name);
    return millis.isEmpty()
        ? OptionalLong.empty()
        : OptionalLong.of(new BigDecimal(millis).movePointRight(6).longValueExact());
  }

  /** A time; an empty field is none. */
  long time(String name) {
    return nanos(name).orElse(0);
  }
}
