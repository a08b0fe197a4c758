package quorate.prompt;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import quorate.experiments.Following;
import quorate.experiments.ObservedCluster;
import quorate.experiments.language.Moment;
import quorate.lab.cluster.Catalog;
import quorate.lab.cluster.Cluster;
import quorate.lab.cluster.Links;
import quorate.lab.cluster.LiveCluster;
import quorate.lab.measure.ClusterState;
import quorate.lab.trace.Observer;
import quorate.lab.trace.Trace;
import quorate.netty.NettyCluster;
import quorate.spi.ElectionAlgorithm;

/** The arrows between the parts of the program, and the absence of circles. */
class HouseTest {

  private static final JavaClasses HOUSE =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("quorate");

  private static final String[] ALGORITHMS =
      Catalog.load().all().stream()
          .map(algorithm -> algorithm.getClass().getPackageName() + "..")
          .toArray(String[]::new);

  /** What may be used on the thread of its cluster only. */
  private static final DescribedPredicate<JavaClass> THREAD_BOUND =
      assignableTo(LiveCluster.class)
          .or(assignableTo(Moment.class))
          .or(assignableTo(ClusterState.class))
          .or(assignableTo(Trace.class))
          .or(assignableTo(Links.class));

  @Test
  void each_part_knows_only_those_that_it_stands_on() {
    layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .layer("spi")
        .definedBy("quorate.spi..")
        .layer("algorithms")
        .definedBy(ALGORITHMS)
        .layer("lab")
        .definedBy("quorate.lab..")
        .layer("experiments")
        .definedBy("quorate.experiments..")
        .layer("transport")
        .definedBy("quorate.netty..")
        .layer("report")
        .definedBy("quorate.report..")
        .optionalLayer("nodes")
        .definedBy("quorate.nodes..")
        .layer("session")
        .definedBy("quorate.session..")
        .layer("course")
        .definedBy("quorate.course..")
        .layer("web")
        .definedBy("quorate.web..")
        .layer("prompt")
        .definedBy("quorate.prompt..")
        .layer("testkit")
        .definedBy("quorate.testkit..")
        .whereLayer("algorithms")
        .mayOnlyAccessLayers("spi")
        .whereLayer("lab")
        .mayOnlyAccessLayers("spi")
        .whereLayer("experiments")
        .mayOnlyAccessLayers("spi", "lab")
        .whereLayer("transport")
        .mayOnlyAccessLayers("spi", "lab")
        .whereLayer("report")
        .mayOnlyAccessLayers("spi", "lab", "experiments")
        .whereLayer("nodes")
        .mayOnlyAccessLayers("spi", "lab", "experiments", "transport", "report")
        .whereLayer("session")
        .mayOnlyAccessLayers("spi", "lab", "experiments", "transport", "report")
        .whereLayer("course")
        .mayOnlyAccessLayers("spi", "lab", "experiments", "report", "session")
        .whereLayer("web")
        .mayOnlyAccessLayers("spi", "lab", "experiments", "transport", "report", "session")
        .whereLayer("prompt")
        .mayNotBeAccessedByAnyLayer()
        .check(HOUSE);
  }

  @Test
  void nothing_below_the_prompt_knows_a_terminal_or_how_commands_are_read() {
    noClasses()
        .that()
        .resideOutsideOfPackage("quorate.prompt..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("picocli..", "org.jline..")
        .check(HOUSE);
  }

  @Test
  void what_belongs_to_the_thread_of_a_cluster_is_reached_only_inside_a_call() {
    noFields()
        .that()
        .areDeclaredInClassesThat()
        .resideOutsideOfPackages("quorate.lab..", "quorate.experiments..", "quorate.netty..")
        .and()
        .areDeclaredInClassesThat()
        .resideOutsideOfPackages("quorate.testkit..", "quorate.benchmarks..")
        .and()
        .areDeclaredInClassesThat()
        .resideOutsideOfPackage("quorate.nodes.cluster..") // a driver, like quorate.netty
        .and()
        .areDeclaredInClassesThat()
        .areNotAssignableTo(Observer.class) // which is called on that thread
        .should()
        .haveRawType(THREAD_BOUND)
        .check(HOUSE);
    noMethods()
        .that()
        .arePublic()
        .and()
        .areDeclaredInClassesThat()
        .belongToAnyOf(Cluster.class, NettyCluster.class, ObservedCluster.class, Following.class)
        .should()
        .haveRawReturnType(THREAD_BOUND)
        .check(HOUSE);
  }

  /** A command answers with a view. */
  @Test
  void a_command_does_not_know_how_its_result_looks() {
    noClasses()
        .that()
        .resideInAPackage("quorate.prompt.verbs..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("com.fasterxml..")
        .orShould()
        .dependOnClassesThat()
        .haveNameMatching("quorate\\.report\\.(Json|Table|Cell|Wrapping)")
        .check(HOUSE);
  }

  @Test
  void of_the_prompt_only_the_wiring_and_the_commands_of_the_course_know_the_course() {
    noClasses()
        .that()
        .resideInAPackage("quorate.prompt..")
        .and()
        .doNotHaveSimpleName("Wiring")
        .and()
        .doNotHaveSimpleName("CourseVerbs")
        .and()
        .doNotHaveSimpleName("ExerciseVerb")
        .and()
        .doNotHaveSimpleName("PredictVerb")
        .and()
        .doNotHaveSimpleName("CourseBackVerb")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("quorate.course..")
        .check(HOUSE);
  }

  @Test
  void nothing_but_an_algorithm_itself_knows_an_algorithm() {
    noClasses()
        .that()
        .resideOutsideOfPackages(ALGORITHMS)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(ALGORITHMS)
        .check(HOUSE);
  }

  /** Benchmarks say which algorithms they measure. All others find what a jar brings along. */
  @Test
  void no_source_but_those_of_an_algorithm_names_one() throws IOException {
    List<String> found = new ArrayList<>();
    for (Path file : sourcesOfOthers()) {
      String code = Files.readString(file).replaceAll("(?s)/\\*.*?\\*/|//[^\n]*", "");
      for (ElectionAlgorithm algorithm : Catalog.load().all()) {
        String family = algorithm.getClass().getSimpleName().replace("Algorithm", "");
        if (code.contains('"' + algorithm.name() + '"')
            || code.replaceAll("\"[^\"\n]*\"", "").matches("(?s).*\\b" + family + "\\w*\\b.*")) {
          found.add(file + " names " + algorithm.name());
        }
      }
    }
    assertThat(found).isEmpty();
  }

  private static List<Path> sourcesOfOthers() throws IOException {
    try (Stream<Path> all = Files.walk(Page.ROOT)) {
      return all.filter(it -> it.toString().matches(".*/src/main/java/.*\\.java"))
          .filter(it -> !it.toString().matches(".*/(target|benchmarks)/.*"))
          .filter(it -> Stream.of(ALGORITHMS).noneMatch(its -> it.toString().contains(folder(its))))
          .toList();
    }
  }

  /** {@code quorate.raft..} as a part of a path. */
  private static String folder(String packages) {
    return packages.replace("..", "/").replace('.', '/');
  }

  @Test
  void sockets_belong_to_the_transport_alone() {
    noClasses()
        .that()
        .resideOutsideOfPackage("quorate.netty..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.netty..", "java.net..")
        .check(HOUSE);
  }

  @Test
  void packages_are_free_of_circles() {
    slices().matching("quorate.(**)").should().beFreeOfCycles().check(HOUSE);
  }
}
