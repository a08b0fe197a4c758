package quorate.report;

import quorate.experiments.Sample;

/**
 * A sample in a report.
 *
 * @param name what it is called there
 * @param sample at least one trial, though it may not have run
 */
public record NamedSample(String name, Sample sample) {

  String algorithm() {
    return sample.experiment().cluster().algorithm().name();
  }
}
