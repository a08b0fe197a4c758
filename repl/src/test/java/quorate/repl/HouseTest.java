package quorate.repl;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The arrows between the parts of the program, and the absence of circles. */
class HouseTest {

  private static final JavaClasses HOUSE =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("quorate");

  @Test
  void no_command_knows_an_algorithm() {
    noClasses()
        .that()
        .resideInAPackage("quorate.repl..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "quorate.raft..", "quorate.paxos..", "quorate.bully..", "quorate.highestofmajority..")
        .check(HOUSE);
  }

  @Test
  void the_lab_knows_no_experiment() {
    noClasses()
        .that()
        .resideInAPackage("quorate.lab..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("quorate.experiments..")
        .check(HOUSE);
  }

  @Test
  void the_transport_knows_neither_experiments_nor_the_prompt_nor_an_algorithm() {
    noClasses()
        .that()
        .resideInAPackage("quorate.netty..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "quorate.experiments..",
            "quorate.repl..",
            "quorate.raft..",
            "quorate.paxos..",
            "quorate.bully..",
            "quorate.highestofmajority..")
        .check(HOUSE);
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
