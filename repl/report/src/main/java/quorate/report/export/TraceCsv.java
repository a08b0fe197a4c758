package quorate.report.export;

import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.Locale;
import quorate.lab.trace.TraceEvent;
import quorate.lab.trace.TraceEvent.Dropped;
import quorate.lab.trace.TraceEvent.OfMessage;
import quorate.lab.trace.TraceText;
import quorate.report.Json;

/** Runs as rows, one per event. */
final class TraceCsv {

  private static final String HEAD =
      "cluster,algorithm,number,cause,at_ms,node,kind,message,purpose,from,to,because,text";

  private TraceCsv() {}

  static void write(List<Run> runs, Writer out) throws IOException, InterruptedException {
    out.write(HEAD + "\n");
    for (Run run : runs) {
      String begin = quoted(run.spec().name()) + "," + quoted(run.spec().algorithm().name());
      run.most().each(event -> out.write(begin + "," + row(event) + "\n"));
    }
  }

  private static String row(TraceEvent event) {
    String message = ",,,";
    if (event instanceof OfMessage it) {
      message =
          String.join(
              ",",
              it.message().name(),
              it.message().purpose().name(),
              Json.id(it.from()).asText(),
              Json.id(it.to()).asText());
    }
    return String.join(
        ",",
        Long.toString(event.number()),
        event.cause() == 0 ? "" : Long.toString(event.cause()),
        String.format(Locale.ROOT, "%.6f", event.atNanos() / 1e6),
        TraceText.node(event).map(it -> Json.id(it).asText()).orElse(""),
        TraceText.kind(event),
        message,
        event instanceof Dropped it ? it.because().name().toLowerCase(Locale.ROOT) : "",
        quoted(TraceText.details(event).strip()));
  }

  /** A cell as RFC 4180 has it. */
  private static String quoted(String cell) {
    return "\"" + cell.replace("\"", "\"\"") + "\"";
  }
}
