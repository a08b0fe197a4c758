package quorate.prompt.skeleton;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import quorate.experiments.Resources;

/** The files of a new algorithm, as texts: a small election that does what the contract demands. */
public final class Skeleton {

  /** The four files, in the order in which they are to be read. */
  private static final List<String> FOUR = List.of("Node", "Message", "State", "Algorithm");

  private static final String IMPORT = "import ";

  private final SkeletonName name;
  private final String version;

  public Skeleton(SkeletonName name, String version) {
    this.name = name;
    this.version = version;
  }

  /**
   * Every file: its path within the algorithm's folder, and its text. The four files come first.
   */
  public Map<String, String> files() {
    Map<String, String> files = new LinkedHashMap<>();
    for (String part : FOUR) {
      files.put("src/main/java/" + path(part), filled(part + ".java"));
    }
    files.put("src/test/java/" + path("ContractTest"), filled("ContractTest.java"));
    files.put(
        "src/main/resources/META-INF/services/quorate.spi.ElectionAlgorithm",
        "quorate." + name.packageWord() + "." + name.classPrefix() + "Algorithm\n");
    files.put("pom.xml", filled("pom.xml"));
    return files;
  }

  private String path(String part) {
    return "quorate/" + name.packageWord() + "/" + name.classPrefix() + part + ".java";
  }

  private String filled(String template) {
    String text =
        Resources.text(Skeleton.class, template)
            .orElseThrow()
            .replace("{{name}}", name.typed())
            .replace("{{package}}", name.packageWord())
            .replace("{{Class}}", name.classPrefix())
            .replace("{{version}}", version);
    return withImportsInOrder(text);
  }

  /** Where the algorithm's own imports belong depends on its name. */
  private static String withImportsInOrder(String text) {
    List<String> lines = new ArrayList<>(text.lines().toList());
    for (int from = 0; from < lines.size(); from++) {
      int to = from;
      while (to < lines.size() && lines.get(to).startsWith(IMPORT)) {
        to++;
      }
      lines.subList(from, to).sort(Comparator.comparing(line -> line.replace(";", "")));
      from = to;
    }
    return String.join("\n", lines) + "\n";
  }
}
