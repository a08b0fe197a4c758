package quorate.prompt.skeleton;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import javax.lang.model.SourceVersion;
import quorate.lab.Printable;
import quorate.lab.UserError;

/**
 * The name of a new algorithm, and what it is called in Java: {@code token-ring} is in the package
 * {@code quorate.tokenring}, in classes that begin with {@code TokenRing}.
 */
public final class SkeletonName {

  /** With a longer one, lines of the skeleton would have to be broken elsewhere. */
  private static final int LONGEST = 24;

  private static final String FORM = "[a-z][a-z0-9]*(-[a-z0-9]+)*";

  /**
   * Packages, folders and artifacts of the house; and one whose classes would be called like those
   * that every algorithm imports.
   */
  private static final Set<String> TAKEN =
      Set.of(
          ("algorithms benchmarks course election experiments lab netty prompt repl report session"
                  + " spi testkit transportnetty")
              .split(" "));

  private final String typed;

  private SkeletonName(String typed) {
    this.typed = typed;
  }

  /** Throws a UserError that says why, if it cannot be the name of a new algorithm. */
  public static SkeletonName of(String typed) {
    String shown = "'" + Printable.of(typed) + "'";
    if (!typed.matches(FORM)) {
      throw new UserError(
          shown
              + " is no name for an algorithm: it has lower-case letters and digits, in words with"
              + " hyphens between; type: ./quorate new "
              + similar(typed));
    }
    if (typed.length() > LONGEST) {
      throw new UserError(
          "%s is too long: a name has at most %s characters, and this one %s"
              .formatted(shown, LONGEST, typed.length()));
    }
    SkeletonName name = new SkeletonName(typed);
    if (SourceVersion.isKeyword(name.packageWord())) {
      throw new UserError(
          shown + " is a word of Java itself; type another name: ./quorate new " + typed + "-ring");
    }
    if (TAKEN.contains(name.packageWord())) {
      throw new UserError(
          shown + " names a part of Quorate; type another name: ./quorate new my-" + typed);
    }
    return name;
  }

  /** A name that was perhaps meant, or else some name. */
  private static String similar(String typed) {
    String meant =
        typed
            .replaceAll("([a-z0-9])([A-Z])", "$1-$2")
            .toLowerCase(Locale.ROOT)
            .replaceAll("[\\s_.-]+", "-");
    return meant.matches(FORM) && meant.length() <= LONGEST ? meant : "ring";
  }

  /** What is typed: {@code token-ring}; also the name of the folder. */
  public String typed() {
    return typed;
  }

  /** The last word of the package: {@code tokenring}. */
  public String packageWord() {
    return typed.replace("-", "");
  }

  /** What the names of the classes begin with: {@code TokenRing}. */
  public String classPrefix() {
    return Arrays.stream(typed.split("-"))
        .map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
        .collect(Collectors.joining());
  }
}
