package quorate.prompt;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import quorate.lab.UserError;
import quorate.lab.cluster.Catalog;
import quorate.prompt.skeleton.Checkout;
import quorate.prompt.skeleton.SkeletonName;
import quorate.report.Json;

/** {@code quorate new ring}: writes an algorithm that is complete, for its author to replace. */
@Command(
    name = "new",
    customSynopsis = "quorate new NAME",
    description = "Write a complete new algorithm into this checkout, for you to replace.",
    footer = {
      "",
      "  quorate new ring",
      "",
      "docs/write-your-own.md leads from there to an election."
    })
final class NewCommand implements Callable<Integer> {

  private static final String EXAMPLE = "./quorate new ring";

  @ParentCommand private Main main;

  @Parameters(arity = "0..1", paramLabel = "NAME", description = "Lower case: ring, token-ring.")
  private String typed;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Print this, and leave.")
  private boolean help;

  @Override
  public Integer call() {
    if (main.runsSomething()) {
      System.err.println("new excludes -c and a script; type: " + EXAMPLE);
      return ExitCode.USAGE;
    } else if (typed == null) {
      System.err.println("new needs the name of an algorithm; type: " + EXAMPLE);
      return ExitCode.USAGE;
    }
    try {
      answer(SkeletonName.of(typed));
      return ExitCode.OK;
    } catch (UserError error) {
      if (main.json()) {
        System.out.println(json(false).put("error", error.getMessage()));
      } else {
        System.err.println(error.getMessage());
      }
      return 1;
    }
  }

  private void answer(SkeletonName name) {
    if (Catalog.load().find(name.typed()).isPresent()) {
      throw new UserError(
          "there is an algorithm '%s' already; type another name: ./quorate new my-%s"
              .formatted(name.typed(), name.typed()));
    }
    List<String> files = checkout().add(name);
    String folder = "algorithms/" + name.typed();
    if (main.json()) {
      ObjectNode json = json(true).put("algorithm", name.typed()).put("folder", folder);
      files.forEach(json.putArray("files")::add);
      System.out.println(json);
    } else {
      System.out.println(text(name, folder, files));
    }
  }

  private static Checkout checkout() {
    String home = System.getProperty("quorate.home");
    if (home == null) {
      throw Checkout.notHere();
    }
    return new Checkout(Path.of(home));
  }

  private ObjectNode json(boolean ok) {
    return Json.object().put("command", "new " + typed).put("ok", ok);
  }

  private static String text(SkeletonName name, String folder, List<String> files) {
    return """
        written to %s
          %s
        and a line in algorithms/pom.xml and repl/prompt/pom.xml
        next: ./quorate -c 'start %s 5 --sim; crash leader'
              ./mvnw verify -am -pl %1$s -Dtest=%sContractTest -Dsurefire.failIfNoSpecifiedTests=false
        then: docs/write-your-own.md, and %s"""
        .formatted(
            folder, String.join("\n  ", files), name.typed(), name.classPrefix(), files.get(0));
  }
}
