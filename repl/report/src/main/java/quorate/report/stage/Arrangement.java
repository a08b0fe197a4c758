package quorate.report.stage;

import java.util.List;
import quorate.report.stage.StageView.Flight;
import quorate.report.timeline.Row;

/** How nodes and messages are laid out on a screen. */
interface Arrangement {

  /** What the nodes are. */
  List<Row> head();

  /**
   * A row in which messages fly.
   *
   * @param group messages that a node sent at once and that say the same; none for an empty row
   */
  Row messages(List<Flight> group);
}
