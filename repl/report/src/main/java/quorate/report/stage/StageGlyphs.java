package quorate.report.stage;

/**
 * The characters that a stage is drawn with. None of the light lines is among them: JLine's display
 * writes those by way of another character set, which some terminals lack.
 */
record StageGlyphs(
    char lane,
    char sender,
    char line,
    char crossing,
    char right,
    char left,
    char lost,
    char full,
    char empty,
    char rule,
    String more) {

  private static final StageGlyphs UNICODE =
      new StageGlyphs('┊', '●', '━', '┿', '▶', '◀', '✕', '█', '░', '┄', "…");

  private static final StageGlyphs ASCII =
      new StageGlyphs('|', '*', '-', '+', '>', '<', 'x', '#', '.', '-', "~");

  static StageGlyphs of(boolean ascii) {
    return ascii ? ASCII : UNICODE;
  }

  /** A text that is cut off where there is no room for it. */
  String cut(String text, int room) {
    return text.length() <= room ? text : text.substring(0, Math.max(0, room - 1)) + more;
  }

  /** A bar that is filled to a share, from 0 to 1. Something that is left can be seen. */
  String bar(double share, int width) {
    int filled = (int) Math.ceil(Math.min(1, share) * width - 1e-9);
    return String.valueOf(full).repeat(Math.max(0, filled))
        + String.valueOf(empty).repeat(Math.max(0, width - filled));
  }
}
