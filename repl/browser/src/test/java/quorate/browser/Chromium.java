package quorate.browser;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.Point;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.WindowType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.interactions.PointerInput;
import org.openqa.selenium.interactions.Sequence;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.ExpectedConditions;
import org.openqa.selenium.support.ui.WebDriverWait;

/** A browser without a window. A test that needs one is skipped where there is none. */
final class Chromium implements AutoCloseable {

  private static final Path BROWSER = Path.of("/usr/bin/chromium");
  private static final Path DRIVER = Path.of("/usr/bin/chromedriver");

  /** Asks axe, which must be there, what is seriously wrong; calls back with a list. */
  static final String SERIOUS_FAULTS =
      "const done = arguments[0]; axe.run().then(all => done(all.violations"
          + ".filter(it => it.impact === 'serious' || it.impact === 'critical')"
          + ".map(it => it.id + ': ' + it.nodes.map(n => n.html).join(' | '))))";

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /** Selenium warns of each browser that is newer than itself. */
  private static final Logger SELENIUM = Logger.getLogger("org.openqa.selenium");

  private final ChromeDriver driver;

  Chromium() {
    assumeTrue(
        Files.isExecutable(BROWSER) && Files.isExecutable(DRIVER),
        "no browser: install Debian's packages chromium and chromium-driver");
    SELENIUM.setLevel(Level.SEVERE);
    LoggingPreferences everything = new LoggingPreferences();
    everything.enable(LogType.BROWSER, Level.ALL);
    ChromeOptions options = new ChromeOptions();
    options.setBinary(BROWSER.toFile());
    options.addArguments(
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-background-networking",
        "--window-size=1280,1600");
    options.setCapability("goog:loggingPrefs", everything);
    File file = DRIVER.toFile();
    driver =
        new ChromeDriver(
            new ChromeDriverService.Builder().usingDriverExecutable(file).build(), options);
  }

  void open(Path page) {
    open(page.toUri().toString());
  }

  void open(String address) {
    driver.get(address);
  }

  /** Opens a page in a tab of its own, which is then the one that is looked at. */
  void openTab(String address) {
    driver.switchTo().newWindow(WindowType.TAB);
    open(address);
  }

  /** Does something in each tab, in the order of their names. */
  void inEachTab(Runnable task) {
    for (String tab : driver.getWindowHandles()) {
      driver.switchTo().window(tab);
      task.run();
    }
  }

  /** Closes the tab that is looked at, and looks at another. */
  void closeTab() {
    driver.close();
    driver.switchTo().window(driver.getWindowHandles().iterator().next());
  }

  /** Runs a script in each page that is opened from now on, before its own. */
  void beforeEachPage(String script) {
    driver.executeCdpCommand("Page.addScriptToEvaluateOnNewDocument", Map.of("source", script));
  }

  /** Takes a picture of the window. */
  void picture(Path file) throws IOException {
    Files.write(file, driver.getScreenshotAs(OutputType.BYTES));
  }

  /** Waits until an element is there. */
  void await(String selector) {
    new WebDriverWait(driver, PATIENCE)
        .until(ExpectedConditions.presenceOfElementLocated(By.cssSelector(selector)));
  }

  /** Waits until an element has a text. */
  void awaitText(String selector, String pattern) {
    new WebDriverWait(driver, PATIENCE)
        .ignoring(WebDriverException.class)
        .withMessage(() -> selector + " has not " + pattern + " but " + texts(selector))
        .until(it -> find(selector).getText().matches(pattern));
  }

  /** Waits until what a script returns, as text, is this. */
  void awaitScript(String script, String expected) {
    new WebDriverWait(driver, PATIENCE)
        .withMessage(() -> script + " is not " + expected + " but " + script(script))
        .until(it -> expected.equals(String.valueOf(script(script))));
  }

  /** Waits until a script that is given says yes. */
  void awaitTrue(String code, Object... arguments) {
    awaitTrue(() -> Boolean.TRUE.equals(script("return " + code, arguments)), code);
  }

  void awaitTrue(BooleanSupplier condition, String what) {
    new WebDriverWait(driver, PATIENCE, Duration.ofMillis(50))
        .withMessage(() -> "never: " + what)
        .until(it -> condition.getAsBoolean());
  }

  /** The element of a kind that has these words in it. */
  WebElement button(String selector, String words) {
    return driver.findElements(By.cssSelector(selector)).stream()
        .filter(it -> it.getText().startsWith(words))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + words + " among " + texts(selector)));
  }

  Object script(String code, Object... arguments) {
    return driver.executeScript(code, arguments);
  }

  Object async(String code, Object... arguments) {
    return driver.executeAsyncScript(code, arguments);
  }

  WebElement find(String selector) {
    return driver.findElement(By.cssSelector(selector));
  }

  List<String> texts(String selector) {
    return driver.findElements(By.cssSelector(selector)).stream().map(WebElement::getText).toList();
  }

  void size(int width, int height) {
    driver.manage().window().setSize(new Dimension(width, height));
  }

  /** Looks like a window that is so wide, however narrow, in light colours or in dark ones. */
  void look(int width, int height, boolean dark) {
    driver.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
    String scheme = dark ? "dark" : "light";
    driver.executeCdpCommand(
        "Emulation.setEmulatedMedia",
        Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
  }

  /** Moves the mouse to a place of an element, counted from its left upper corner, and clicks. */
  void click(WebElement element, Map<?, ?> place) {
    at(element, place).click().perform();
  }

  void hover(WebElement element, Map<?, ?> place) {
    at(element, place).perform();
  }

  /** Drags the mouse over an element, between places that are shares of its width. */
  void drag(WebElement element, double from, double... to) {
    int wide = element.getSize().getWidth();
    Actions actions = new Actions(driver);
    actions.moveToElement(element, (int) (wide * (from - 0.5)), 0).clickAndHold();
    for (double part : to) {
      actions.moveToElement(element, (int) (wide * (part - 0.5)), 0);
    }
    actions.release().perform();
  }

  /** What a hand does with the mouse and the keyboard; to be performed. */
  Actions hand() {
    return new Actions(driver);
  }

  /** Puts a finger on a place of the window, moves it to others, and takes it off. */
  void touch(Point... places) {
    PointerInput finger = new PointerInput(PointerInput.Kind.TOUCH, "finger");
    Sequence moves = new Sequence(finger, 0);
    Duration time = Duration.ZERO;
    for (Point it : places) {
      moves.addAction(
          finger.createPointerMove(time, PointerInput.Origin.viewport(), it.getX(), it.getY()));
      if (time.isZero()) {
        moves.addAction(finger.createPointerDown(0));
      }
      time = Duration.ofMillis(80);
    }
    moves.addAction(finger.createPointerUp(0));
    driver.perform(List.of(moves));
  }

  /** The middle of an element, counted from the left upper corner of the window. */
  Point middle(WebElement element) {
    List<?> place =
        (List<?>)
            script(
                "const it = arguments[0].getBoundingClientRect();"
                    + "return [it.left + it.width / 2, it.top + it.height / 2].map(Math.round)",
                element);
    return new Point(((Number) place.get(0)).intValue(), ((Number) place.get(1)).intValue());
  }

  private Actions at(WebElement element, Map<?, ?> place) {
    script("arguments[0].scrollIntoView({block: 'nearest'})", element);
    var size = element.getSize();
    int x = (int) Math.round(((Number) place.get("x")).doubleValue() - size.getWidth() / 2.0);
    int y = (int) Math.round(((Number) place.get("y")).doubleValue() - size.getHeight() / 2.0);
    return new Actions(driver).moveToElement(element, x, y);
  }

  /** What the page complained of since somebody asked last. */
  List<String> complaints() {
    Stream<String> all =
        driver.manage().logs().get(LogType.BROWSER).getAll().stream().map(Object::toString);
    return all.toList();
  }

  @Override
  public void close() {
    driver.quit();
  }
}
