package quorate.prompt.skeleton;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import quorate.lab.Printable;
import quorate.lab.UserError;

/** The sources of Quorate on this machine, to which an algorithm can be added. */
public final class Checkout {

  private static final Pattern VERSION = Pattern.compile("<version>([^<]+)</version>");
  private static final String END_OF_MODULES = "  </modules>\n";
  private static final String END_AT_RUN_TIME = "<scope>runtime</scope>\n    </dependency>\n";

  private final Path algorithms;
  private final Path modulesPom;
  private final Path promptPom;

  /** Throws a UserError if there is no checkout in the folder. */
  public Checkout(Path home) {
    algorithms = home.resolve("algorithms");
    modulesPom = algorithms.resolve("pom.xml");
    promptPom = home.resolve("repl/prompt/pom.xml");
    if (!Files.isRegularFile(modulesPom) || !Files.isRegularFile(promptPom)) {
      throw notHere();
    }
  }

  public static UserError notHere() {
    return new UserError(
        "a new algorithm goes into a checkout of Quorate, and needs a JDK; this program was not"
            + " started from a checkout; type in one: ./quorate new ring");
  }

  /**
   * Adds an algorithm: its folder, and a line in each of the two poms that list algorithms. Either
   * all of it is done, or nothing.
   *
   * @return the path of every file within the algorithm's folder, the four files first
   * @throws UserError if the folder or the package exists, or something cannot be written
   */
  public List<String> add(SkeletonName name) {
    Path folder = algorithms.resolve(name.typed());
    try {
      requireNew(name, folder);
      String modules = Files.readString(modulesPom);
      String repl = Files.readString(promptPom);
      Map<String, String> files = new Skeleton(name, version(modules)).files();
      String newModules = withModule(modules, name);
      String newRepl = withDependency(repl, name);
      try {
        Files.writeString(modulesPom, newModules);
        Files.writeString(promptPom, newRepl);
        place(files, folder);
      } catch (IOException failed) {
        Files.writeString(modulesPom, modules);
        Files.writeString(promptPom, repl);
        throw failed;
      }
      return List.copyOf(files.keySet());
    } catch (IOException failed) {
      throw new UserError("nothing was added: cannot " + reason(failed));
    }
  }

  private void requireNew(SkeletonName name, Path folder) throws IOException {
    if (Files.exists(folder)) {
      throw new UserError(
          "algorithms/" + name.typed() + " exists already; type another name, or remove it first");
    }
    Path sources = Path.of("src/main/java/quorate", name.packageWord());
    try (Stream<Path> others = Files.list(algorithms)) {
      Optional<Path> other = others.filter(it -> Files.exists(it.resolve(sources))).findFirst();
      if (other.isPresent()) {
        throw new UserError(
            "the package quorate.%s is that of algorithms/%s already; type another name"
                .formatted(name.packageWord(), other.get().getFileName()));
      }
    }
  }

  /** Writes the files beside their folder, and moves them there when they are complete. */
  private void place(Map<String, String> files, Path folder) throws IOException {
    String unfinished = ".new-" + folder.getFileName() + "-" + ProcessHandle.current().pid();
    Path beside = Files.createDirectory(algorithms.resolve(unfinished));
    try {
      for (Map.Entry<String, String> file : files.entrySet()) {
        Path path = beside.resolve(file.getKey());
        Files.createDirectories(path.getParent());
        Files.writeString(path, file.getValue());
      }
      Files.move(beside, folder);
    } catch (IOException failed) {
      delete(beside);
      throw failed;
    }
  }

  private static void delete(Path folder) throws IOException {
    List<Path> deepestFirst;
    try (Stream<Path> all = Files.walk(folder)) {
      deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : deepestFirst) {
      Files.delete(path);
    }
  }

  // The poms, as texts, so that their comments and their form stay

  private static String version(String modules) {
    Matcher version = VERSION.matcher(modules);
    if (!version.find()) {
      throw strange("algorithms/pom.xml", "<version>");
    }
    return version.group(1);
  }

  private static String withModule(String pom, SkeletonName name) {
    int end = pom.indexOf(END_OF_MODULES);
    if (end < 0) {
      throw strange("algorithms/pom.xml", END_OF_MODULES.strip());
    }
    String module = "    <module>" + name.typed() + "</module>\n";
    return pom.substring(0, end) + module + pom.substring(end);
  }

  /** The version stands here, and not in the list of the root, because nobody else needs it. */
  private static String withDependency(String pom, SkeletonName name) {
    int last = pom.lastIndexOf(END_AT_RUN_TIME);
    if (last < 0) {
      throw strange("repl/prompt/pom.xml", "dependency with <scope>runtime</scope>");
    }
    int end = last + END_AT_RUN_TIME.length();
    String dependency =
        """
            <dependency>
              <groupId>quorate</groupId>
              <artifactId>quorate-%s</artifactId>
              <version>${project.version}</version>
              <scope>runtime</scope>
            </dependency>
        """
            .formatted(name.typed());
    return pom.substring(0, end) + dependency + pom.substring(end);
  }

  private static UserError strange(String pom, String lacks) {
    return new UserError("nothing was added: " + pom + " has no " + lacks + " to go by");
  }

  /** What could not be done, in words rather than the name of a class. */
  private static String reason(IOException failed) {
    if (!(failed instanceof FileSystemException file)) {
      return "write to the checkout: " + Printable.visible(String.valueOf(failed.getMessage()));
    }
    boolean denied = failed instanceof AccessDeniedException;
    boolean exists = failed instanceof FileAlreadyExistsException;
    String why = denied ? "permission denied" : exists ? "it exists already" : file.getReason();
    return "write " + Printable.visible(file.getFile()) + ": " + why;
  }
}
