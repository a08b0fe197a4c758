package quorate.report;

import java.util.List;

/** What a colour is to say; where there are no colours, the words say it alone. */
public enum Tone {
  /** A node that leads. */
  LEADER,
  /** A node that would like to lead. */
  CANDIDATE,
  /** What is broken, lost or down. */
  BAD,
  /** What matters less. */
  FAINT,
  CURVE_1,
  CURVE_2,
  CURVE_3,
  CURVE_4,
  CURVE_5,
  PLAIN;

  private static final List<Tone> CURVES = List.of(CURVE_1, CURVE_2, CURVE_3, CURVE_4, CURVE_5);

  /** That of a curve, counted from 0; after a while they come again. */
  static Tone ofCurve(int number) {
    return CURVES.get(number % CURVES.size());
  }
}
