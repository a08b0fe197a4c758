package quorate.browser;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** One stage of the live page, as somebody uses it who sees it; keeps the commands that come. */
final class StagePage {

  private final Chromium browser;
  private final String stage;
  private final List<String> commands = new ArrayList<>();

  StagePage(Chromium browser, String cluster) {
    this.browser = browser;
    this.stage = "[aria-label='cluster " + cluster + "'] ";
    browser.await(stage + ".leads");
  }

  /** The commands that were run here, in order. */
  List<String> commands() {
    return List.copyOf(commands);
  }

  WebElement node(int node) {
    return browser.find(stage + "[data-node='" + node + "']");
  }

  /** The part of a link that can be pressed. */
  WebElement link(String link) {
    return browser.find(stage + "[data-link='" + link + "'] .hit");
  }

  WebElement picture() {
    return browser.find(stage + "svg");
  }

  String text(String selector) {
    return browser.find(stage + selector).getText();
  }

  void awaitText(String selector, String pattern) {
    browser.awaitText(stage + selector, pattern);
  }

  int leader() {
    return Integer.parseInt(text(".leads").replaceAll("(?s).*leader n(\\d+).*", "$1"));
  }

  String fingerprint() {
    return text(".facts").replaceAll("(?s).*fingerprint (\\w+).*", "$1");
  }

  /** The words of the menu of a node, without its commands. */
  List<String> menuOf(int node) {
    node(node).click();
    browser.await(".menu");
    return browser.texts(".menu [role='menuitem'] span");
  }

  /** Opens the menu of a node or of a link, and runs what these words of it say. */
  void choose(WebElement of, String words) {
    WebElement entry = entry(of, words);
    runs(entry.getText().replaceFirst("(?s)^.*\n", ""), entry::click);
  }

  /** An entry of a menu, which may be there only when the page has heard of the last command. */
  private WebElement entry(WebElement of, String words) {
    browser.awaitTrue(
        () -> {
          of.click();
          if (browser.texts(".menu [role='menuitem'] span").contains(words)) {
            return true;
          }
          browser.hand().sendKeys(Keys.ESCAPE).perform();
          return false;
        },
        words + " in a menu");
    return browser.button(".menu [role='menuitem']", words);
  }

  /** The same for what asks for a value: as it is, with one of the choices if there are any. */
  void ask(WebElement of, String words, int choice, String command) {
    entry(of, words).click();
    browser.await(".ask");
    if (choice > 0) {
      browser.find(".ask option:nth-child(" + choice + ")").click();
    }
    browser.awaitText(".ask code", Pattern.quote(command));
    runs(command, browser.button(".ask button", "Run")::click);
  }

  /** Presses a button whose words are the command. */
  void press(String button) {
    WebElement found = browser.button(stage + "button", button);
    browser.awaitTrue("arguments[0].getAttribute('aria-disabled') !== 'true'", found);
    runs(found.getText(), found::click);
  }

  /** Does what runs a command, and waits for its answer. */
  void runs(String command, Runnable does) {
    Object before = answers();
    does.run();
    browser.awaitTrue(
        () ->
            !before.equals(answers())
                && browser.find("#log article:last-child .typed").getText().equals(command),
        "answer of " + command);
    commands.add(command);
  }

  private Object answers() {
    return browser.script("return document.querySelectorAll('#log article').length");
  }
}
