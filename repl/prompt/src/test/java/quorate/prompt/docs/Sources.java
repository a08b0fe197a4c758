package quorate.prompt.docs;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.JavacTask;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import quorate.spi.ElectionAlgorithm;

/** What sources declare, by the names that pages use: {@code RaftNode.onRequestVote}. */
final class Sources {

  private static final String CATALOGED = "META-INF/services/" + ElectionAlgorithm.class.getName();

  private Sources() {}

  /**
   * The classes that a file declares, and their methods, fields and components, each as {@code
   * Class.member}. Nested classes are there by their own name, and as members too.
   */
  static Set<String> declaredIn(Path javaFile) {
    return declaredIn(List.of(javaFile));
  }

  /** The same of every file of these folders and those below. */
  static Set<String> declaredBelow(List<Path> folders) {
    return declaredIn(
        folders.stream().flatMap(Sources::files).filter(Sources::isClass).sorted().toList());
  }

  /** The sources of each module that adds an algorithm to the catalog. */
  static List<Path> ofAlgorithms() {
    try (Stream<Path> modules = Files.list(Page.ROOT.resolve("algorithms"))) {
      return modules
          .map(module -> module.resolve("src/main"))
          .filter(main -> Files.exists(main.resolve("resources").resolve(CATALOGED)))
          .map(main -> main.resolve("java"))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isClass(Path file) {
    return file.toString().endsWith(".java") && !file.endsWith("package-info.java");
  }

  private static Stream<Path> files(Path folder) {
    try {
      return Files.walk(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Set<String> declaredIn(List<Path> files) {
    Set<String> names = new TreeSet<>();
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
      JavacTask task =
          (JavacTask)
              compiler.getTask(
                  null, manager, null, null, null, manager.getJavaFileObjectsFromPaths(files));
      for (CompilationUnitTree unit : task.parse()) {
        unit.getTypeDecls().forEach(type -> addClass((ClassTree) type, names));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return names;
  }

  private static void addClass(ClassTree type, Set<String> names) {
    String className = type.getSimpleName().toString();
    names.add(className);
    for (Tree member : type.getMembers()) {
      if (member instanceof MethodTree method) {
        names.add(className + "." + method.getName());
      } else if (member instanceof VariableTree variable) {
        names.add(className + "." + variable.getName());
      } else if (member instanceof ClassTree nested) {
        names.add(className + "." + nested.getSimpleName());
        addClass(nested, names);
      }
    }
  }
}
