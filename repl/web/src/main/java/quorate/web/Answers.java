package quorate.web;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import quorate.lab.Printable;
import quorate.report.Display;
import quorate.report.Json;
import quorate.report.TextView;
import quorate.report.View;
import quorate.report.page.ReportPage;
import quorate.session.Answer;

/** The last commands and what they answered, numbered from 1. Any thread. */
final class Answers {

  private static final int MOST = 200;
  private static final int COLUMNS = 100;

  private final Deque<Entry> entries = new ArrayDeque<>();
  private long last;

  /** One of them, as JSON. */
  record Entry(long number, String json) {}

  void add(String command, boolean byPage, Answer answer) {
    Display display = Display.plain(COLUMNS);
    View remark = answer.remark().orElse(TextView.NOTHING);
    String text = answer.view().text(display);
    String more = remark.text(display);
    String all = text.isEmpty() || more.isEmpty() ? text + more : text + "\n\n" + more;
    String html = ReportPage.html(answer.view()) + ReportPage.html(remark);
    ObjectNode json = Json.object();
    LongWorkJson.addKind(answer.view(), json);
    add(command, !answer.failed(), byPage, all, html, json);
  }

  void addFailure(String command, boolean byPage, String error) {
    String html = ReportPage.html(new TextView(Json.object(), error));
    add(command, false, byPage, error, html, Json.object());
  }

  private synchronized void add(
      String command, boolean ok, boolean byPage, String text, String html, ObjectNode json) {
    last++;
    json.put("number", last)
        .put("command", Printable.visible(command))
        .put("ok", ok)
        .put("by", byPage ? "page" : "prompt")
        .put("text", Printable.visibleLines(text))
        .put("html", html);
    entries.addLast(new Entry(last, json.toString()));
    if (entries.size() > MOST) {
      entries.removeFirst();
    }
  }

  /** The number of the newest; 0 if there is none. */
  synchronized long last() {
    return last;
  }

  /** Those that are newer than one, oldest first. */
  synchronized List<Entry> since(long number) {
    return entries.stream().filter(it -> it.number() > number).toList();
  }
}
