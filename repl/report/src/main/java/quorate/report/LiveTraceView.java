package quorate.report;

/** Whether events are printed while they happen. */
public record LiveTraceView(boolean live) implements View {

  @Override
  public String text(Display display) {
    return live
        ? "events are printed as they happen; trace off ends it"
        : "no event is printed any more";
  }
}
