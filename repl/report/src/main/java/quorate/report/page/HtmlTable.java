package quorate.report.page;

import java.util.List;
import java.util.stream.Stream;
import quorate.report.Cell;
import quorate.report.Table;
import quorate.report.Tone;

/** A table as an element of a page. It can be focused, since a wide one is scrolled by keys. */
final class HtmlTable {

  private HtmlTable() {}

  static String of(Table table) {
    StringBuilder html = new StringBuilder("<table tabindex=\"0\">\n");
    boolean notes = table.rows().stream().anyMatch(row -> !row.note().isEmpty());
    if (table.columns().stream().anyMatch(it -> !it.isEmpty())) {
      html.append("<thead><tr><td></td>");
      table
          .columns()
          .forEach(it -> html.append("<th scope=\"col\">").append(text(it)).append("</th>"));
      html.append(notes ? "<td></td>" : "").append("</tr></thead>\n");
    }
    html.append("<tbody>\n");
    for (Table.Row row : table.rows()) {
      if (!row.cells().isEmpty() && row.cells().stream().allMatch(Cell.DOT::equals)) {
        continue;
      }
      html.append("<tr><th scope=\"row\"")
          .append(row.head().startsWith(" ") ? " class=\"in\"" : "");
      html.append('>').append(text(row.head().strip())).append("</th>");
      row.cells().forEach(cell -> html.append(cell(cell)));
      html.append(notes ? "<td class=\"note\">" + text(row.note()) + "</td>" : "");
      html.append("</tr>\n");
    }
    return html.append("</tbody></table>").toString();
  }

  private static String cell(Cell cell) {
    String number = text(cell.number());
    String rest = text(cell.rest());
    String words = number.isEmpty() ? rest : rest.isEmpty() ? number : number + " " + rest;
    List<String> kinds =
        Stream.of(
                number.isEmpty() ? "" : "number",
                cell.best() ? "best" : "",
                cell.tone() == Tone.PLAIN ? "" : HtmlDisplay.word(cell.tone()))
            .filter(it -> !it.isEmpty())
            .toList();
    String kind = kinds.isEmpty() ? "" : " class=\"" + String.join(" ", kinds) + "\"";
    return "<td" + kind + ">" + words + (cell.best() ? " *" : "") + "</td>";
  }

  private static String text(String text) {
    return HtmlDisplay.escaped(text);
  }
}
