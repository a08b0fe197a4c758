package quorate.netty.real;

import java.util.Map;
import quorate.lab.Printable;
import quorate.spi.Option;

/** How many servers a real system has: an option of every one. */
public final class ServerCount {

  public static final Option OPTION =
      new Option("servers", "1", "1 or 3", "how many servers there are; crash manager kills all");

  private ServerCount() {}

  /** What was typed; throws an IllegalArgumentException if it cannot be. */
  public static int of(Map<String, String> options) {
    String typed = options.getOrDefault(OPTION.name(), OPTION.defaultValue());
    if (!typed.equals("1") && !typed.equals("3")) {
      throw new IllegalArgumentException(
          "servers= is 1 or 3, got '" + Printable.of(typed) + "'; type servers=3");
    }
    return Integer.parseInt(typed);
  }
}
