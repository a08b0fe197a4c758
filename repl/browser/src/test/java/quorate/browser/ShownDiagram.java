package quorate.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;

/** The space-time diagram of a page, be it of a report or live. */
final class ShownDiagram {

  private static final String DIAGRAM = "const it = document.querySelector('.diagram').diagram; ";

  private final Chromium browser;

  ShownDiagram(Chromium browser) {
    this.browser = browser;
  }

  /** Runs a script in which {@code it} is the diagram. */
  Object script(String code, Object... arguments) {
    return browser.script(DIAGRAM + code, arguments);
  }

  long number(String code) {
    return ((Number) script(code)).longValue();
  }

  WebElement canvas() {
    return browser.find(".diagram canvas");
  }

  /** Clicks the moment in which a node came to believe that it leads, the last of these. */
  void clickLeader() {
    browser.click(
        canvas(),
        place(
            "[...it.trace.lanes.values()].flat().filter(look => look.kind === 'leader')"
                + ".sort((a, b) => b.event - a.event)[0].event"));
  }

  /** Moves the mouse over the arrival of the last request for a vote, and returns what is said. */
  String hoverVote() {
    browser.hover(
        canvas(),
        place(
            "it.trace.flights.filter(f => !f.lost && f.end"
                + " && it.trace.names[f.name].name === 'RequestVote').pop().end"));
    return browser.find(".diagram .tip").getText();
  }

  private Map<?, ?> place(String event) {
    return (Map<?, ?>) script("it.paint(); return it.where(" + event + ")");
  }

  /** The causes that are lit, newest first, as lines of the prompt. */
  List<String> chain() {
    return browser.texts(".diagram .chain li").stream().map(ShownDiagram::oneSpace).toList();
  }

  /** The same chain in what the prompt answered to {@code why}. */
  static List<String> chainIn(String why) {
    return why.lines()
        .map(ShownDiagram::oneSpace)
        .filter(it -> it.matches("\\d+\\.\\d{3} ms .*"))
        .toList();
  }

  private static String oneSpace(String line) {
    return line.strip().replaceAll("\\s+", " ");
  }

  /** Takes the tick from a filter; what it names is no longer drawn. */
  void assertThatFilterHides(String name) {
    String shown =
        "it.paint(); return it.trace.flights.filter(f => it.trace.names[f.name].name === '"
            + name
            + "' && f.begin >= it.ruler.time(it.from) && f.until <= it.ruler.time(it.to)).length";
    script("it.showAll()");
    long hidden = number(shown);
    long before = number("it.paint(); return it.drawn.flights");
    browser.find(".diagram summary").click();
    browser.button(".diagram .filters label", name).findElement(By.tagName("input")).click();
    assertThat(hidden).isPositive();
    assertThat(number("it.paint(); return it.drawn.flights")).isEqualTo(before - hidden);
  }
}
