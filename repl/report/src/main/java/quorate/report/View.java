package quorate.report;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import quorate.lab.invariant.Violation;

/**
 * A result as data: what a command found out, and nothing about how it looks. It is made once, of
 * immutable parts, and does not change when the cluster goes on. Code that shows it asks for the
 * form that it needs; the renderers of this package make it.
 */
public interface View {

  /**
   * For a program: unless a view says otherwise, an object with its components. A field may be
   * added some day; none is changed or goes.
   */
  default ObjectNode json() {
    return Json.of(this);
  }

  /** For a person: lines without an end after the last; may be empty. */
  String text(Display display);

  /** The promises that were broken in what it is about. */
  default List<Violation> violations() {
    return List.of();
  }
}
