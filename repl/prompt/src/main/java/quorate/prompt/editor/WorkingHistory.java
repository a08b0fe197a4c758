package quorate.prompt.editor;

import java.io.IOException;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Optional;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jline.reader.impl.history.DefaultHistory;

/**
 * What was typed. A line that failed can be fetched back and mended as long as the program runs; it
 * is not suggested, and it is not there the next day.
 */
public final class WorkingHistory extends DefaultHistory {

  /** A shorter line is typed faster than a suggestion is read. */
  private static final int SHORTEST = 4;

  private final Set<String> failed = new HashSet<>();

  /** What became of the line that was typed last. */
  public void ended(String line, boolean worked) {
    if (worked) {
      failed.remove(line);
    } else {
      failed.add(line);
    }
    try {
      save();
    } catch (IOException full) {
      Logger.getLogger(WorkingHistory.class.getName()).log(Level.WARNING, "no history", full);
    }
  }

  @Override
  public boolean isPersistable(Entry entry) {
    return !failed.contains(entry.line());
  }

  /** The rest of the latest line that worked and began so. */
  Optional<String> rest(String begun) {
    if (begun.isBlank() || isEmpty()) {
      return Optional.empty();
    }
    for (Iterator<Entry> lines = reverseIterator(last()); lines.hasNext(); ) {
      String line = lines.next().line();
      boolean suits = line.length() >= SHORTEST && line.length() > begun.length();
      if (suits && line.startsWith(begun) && !failed.contains(line) && !line.contains("\n")) {
        return Optional.of(line.substring(begun.length()));
      }
    }
    return Optional.empty();
  }
}
