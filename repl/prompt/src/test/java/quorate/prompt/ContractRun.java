package quorate.prompt;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.PrintWriter;
import java.util.regex.Pattern;
import org.junit.platform.engine.FilterResult;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.PostDiscoveryFilter;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/**
 * Runs the tests of one class, in a process of its own: what was compiled just now is on its class
 * path like everything else. Prints what failed, and how many tests there were; the exit status is
 * 1 if one failed.
 *
 * <p>Its arguments are the class, and a pattern that the names of the test methods have to match.
 */
final class ContractRun {

  private ContractRun() {}

  /** Runs the tests. */
  public static void main(String[] args) throws ClassNotFoundException {
    Pattern wanted = Pattern.compile(args[1]);
    LauncherDiscoveryRequest request =
        LauncherDiscoveryRequestBuilder.request()
            .selectors(selectClass(Class.forName(args[0])))
            .filters((PostDiscoveryFilter) test -> FilterResult.includedIf(is(wanted, test)))
            .build();
    SummaryGeneratingListener listener = new SummaryGeneratingListener();
    LauncherFactory.create().execute(request, listener);
    TestExecutionSummary summary = listener.getSummary();
    summary.printFailuresTo(new PrintWriter(System.out), 3);
    System.out.println(summary.getTestsSucceededCount() + " passed");
    System.exit(summary.getTotalFailureCount() > 0 ? 1 : 0);
  }

  /** A method with parameters is a container, found before its tests are. */
  private static boolean is(Pattern wanted, TestDescriptor test) {
    return wanted.matcher(test.getUniqueId().toString()).find();
  }
}
