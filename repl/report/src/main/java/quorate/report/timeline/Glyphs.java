package quorate.report.timeline;

import quorate.report.timeline.Mark.Act;
import quorate.report.timeline.NodeLook.Kind;

/** The characters that a timeline is drawn with. */
enum Glyphs {
  UNICODE("│┆┃ ┊", "○◇◆✖‖", "•✚▷✗", "●─┼✕┄⋮═…", "▶◀▷◁"),
  ASCII("|:# !", "o?@X=", "*^>x", "*-+x.~=~", "><>>");

  private final String lanes;
  private final String looks;
  private final String acts;
  private final String parts;
  private final String heads;

  Glyphs(String lanes, String looks, String acts, String parts, String heads) {
    this.lanes = lanes;
    this.looks = looks;
    this.acts = acts;
    this.parts = parts;
    this.heads = heads;
  }

  static Glyphs of(boolean ascii) {
    return ascii ? ASCII : UNICODE;
  }

  char lane(Kind kind) {
    return lanes.charAt(kind.ordinal());
  }

  /** Where a node does something, and becomes what it is from there on. */
  char node(Act act, Kind becomes) {
    return switch (act) {
      case TIMER -> acts.charAt(0);
      case STARTS -> acts.charAt(1);
      case RESUMES -> acts.charAt(2);
      case LOSES -> acts.charAt(3);
      case BELIEVES, CRASHES, PAUSES -> looks.charAt(becomes.ordinal());
    };
  }

  char sender() {
    return parts.charAt(0);
  }

  char line() {
    return parts.charAt(1);
  }

  /** Where an arrow goes past the lane of a node that does not receive it. */
  char crossing() {
    return parts.charAt(2);
  }

  char lost() {
    return parts.charAt(3);
  }

  /** The line of an arrow that began further up. */
  char late() {
    return parts.charAt(4);
  }

  /** A lane where time is cut short. */
  char cut() {
    return parts.charAt(5);
  }

  char band() {
    return parts.charAt(6);
  }

  String more() {
    return parts.substring(7);
  }

  /** The head of an arrow to the right (1) or to the left (-1). */
  char head(int step) {
    return heads.charAt(step > 0 ? 0 : 1);
  }

  /** The end of an arrow that goes on further down. */
  char open(int step) {
    return heads.charAt(step > 0 ? 2 : 3);
  }
}
