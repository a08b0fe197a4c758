package quorate.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import quorate.lab.cluster.Catalog;
import quorate.prompt.skeleton.Checkout;
import quorate.prompt.skeleton.SkeletonName;
import quorate.spi.ElectionAlgorithm;

/**
 * An algorithm as its author has it: the skeleton in a folder, then other code, compiled and run.
 */
final class OwnAlgorithm {

  private final SkeletonName name;
  private final Path folder;

  /** Writes the skeleton into a folder that has of a checkout only what the skeleton needs. */
  OwnAlgorithm(Path checkout, String name) throws IOException {
    this.name = SkeletonName.of(name);
    this.folder = checkout.resolve("algorithms").resolve(name);
    for (String pom : List.of("algorithms/pom.xml", "repl/prompt/pom.xml")) {
      Path copy = checkout.resolve(pom);
      Files.createDirectories(copy.getParent());
      Files.copy(Path.of("../..").resolve(pom), copy);
    }
    new Checkout(checkout).add(this.name);
  }

  /** Replaces one of the four files. */
  void replace(String file, String text) throws IOException {
    Path path = folder.resolve("src/main/java/quorate/" + name.packageWord()).resolve(file);
    assertThat(path).as("the skeleton has such a file").exists();
    Files.writeString(path, text);
  }

  /** Compiles as strictly as the build does. */
  OwnAlgorithm compile() throws IOException {
    compile("src/main/java", classes(), classPath());
    compile("src/test/java", testClasses(), classes() + File.pathSeparator + classPath());
    String services = "META-INF/services/quorate.spi.ElectionAlgorithm";
    Files.createDirectories(classes().resolve(services).getParent());
    Files.copy(folder.resolve("src/main/resources").resolve(services), classes().resolve(services));
    return this;
  }

  private void compile(String sources, Path to, String classPath) throws IOException {
    Files.createDirectories(to);
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    List<String> options = new ArrayList<>(List.of("-Xlint:all", "-Werror", "-proc:none"));
    options.addAll(List.of("--release", "17", "-d", to.toString(), "-cp", classPath));
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null);
        Stream<Path> all = Files.walk(folder.resolve(sources))) {
      List<Path> java = all.filter(path -> path.toString().endsWith(".java")).toList();
      List<String> said = new ArrayList<>();
      compiler
          .getTask(
              null,
              files,
              problem -> said.add(problem.toString()),
              options,
              null,
              files.getJavaFileObjectsFromPaths(java))
          .call();
      assertThat(said).isEmpty();
      assertThat(java).isNotEmpty();
    }
  }

  /** Starts those tests of the contract whose names match a pattern; the output goes to a file. */
  Process startContract(String pattern, Path output) throws IOException {
    String test = "quorate." + name.packageWord() + "." + name.classPrefix() + "ContractTest";
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp"));
    command.add(
        String.join(
            File.pathSeparator, classes().toString(), testClasses().toString(), classPath()));
    command.addAll(List.of(ContractRun.class.getName(), test, pattern));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(output.toFile())
        .start();
  }

  /** The catalog of the program, with this algorithm in it. */
  Catalog catalog() throws MalformedURLException {
    List<ElectionAlgorithm> all = new ArrayList<>();
    for (ElectionAlgorithm other : Catalog.load().all()) {
      if (!other.name().equals(name.typed())) {
        all.add(other);
      }
    }
    ServiceLoader.load(ElectionAlgorithm.class, new Own(classes().toUri().toURL())).stream()
        .filter(found -> found.type().getClassLoader() instanceof Own)
        .forEach(found -> all.add(found.get()));
    return new Catalog(all);
  }

  /** Loads the package of the algorithm itself, even if the checkout has one of the same name. */
  private final class Own extends URLClassLoader {

    Own(URL classes) {
      super(new URL[] {classes}, OwnAlgorithm.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String className, boolean resolve) throws ClassNotFoundException {
      if (!className.startsWith("quorate." + name.packageWord() + ".")) {
        return super.loadClass(className, resolve);
      }
      synchronized (getClassLoadingLock(className)) {
        Class<?> loaded = findLoadedClass(className);
        return loaded != null ? loaded : findClass(className);
      }
    }
  }

  private Path classes() {
    return folder.resolve("target/classes");
  }

  private Path testClasses() {
    return folder.resolve("target/test-classes");
  }

  private static String classPath() {
    return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
  }
}
