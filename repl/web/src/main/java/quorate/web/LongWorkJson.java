package quorate.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import quorate.report.ExperimentView;
import quorate.report.Json;
import quorate.report.MatrixView;
import quorate.report.TrialsView;
import quorate.report.View;
import quorate.report.page.ReportPage;
import quorate.session.LongWork;

/** How far long work has come, and what is known of its result. Any thread. */
final class LongWorkJson {

  private LongWorkJson() {}

  /** How far it is; null if nothing takes long. */
  static JsonNode now(LongWork work) {
    return work.now().<JsonNode>map(LongWorkJson::json).orElse(NullNode.instance);
  }

  private static ObjectNode json(LongWork.Now now) {
    return Json.object()
        .put("done", now.done())
        .put("all", now.all())
        .put("what", now.what())
        .put("remark", now.remark())
        .put("passed_ms", now.passed().toMillis());
  }

  /** The report about what is done by now; nothing if there is none yet. */
  static ObjectNode soFar(LongWork work) {
    ObjectNode json = Json.object();
    work.soFar()
        .ifPresent(
            view -> {
              json.put("html", ReportPage.html(view));
              addKind(view, json);
            });
    return json;
  }

  /** Says whether a view is the report of an experiment, for which the page has room of its own. */
  static void addKind(View view, ObjectNode json) {
    if (view instanceof MatrixView) {
      json.put("report", "matrix").set("matrix", view.json());
    } else if (view instanceof TrialsView || view instanceof ExperimentView) {
      json.put("report", "curves");
    }
  }
}
