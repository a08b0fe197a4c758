package quorate.report.export;

import java.util.ArrayList;
import java.util.List;

/** Where words stand already in a picture. */
final class LabelPlaces {

  private final List<Box> taken = new ArrayList<>();

  private record Box(double left, double top, double right, double bottom) {
    boolean meets(Box other) {
      return left < other.right && other.left < right && top < other.bottom && other.top < bottom;
    }
  }

  /** Takes a place, if nothing stands there. */
  boolean take(double x, double y, double width, double height) {
    Box wanted = new Box(x, y, x + width, y + height);
    boolean free = taken.stream().noneMatch(wanted::meets);
    if (free) {
      taken.add(wanted);
    }
    return free;
  }
}
