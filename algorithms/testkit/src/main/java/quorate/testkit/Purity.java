package quorate.testkit;

import static com.tngtech.archunit.core.importer.ImportOption.Predefined.DO_NOT_INCLUDE_TESTS;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.SourceCodeLocation;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.lang.reflect.Field;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import quorate.spi.Effects;
import quorate.spi.ElectionNode;

/**
 * What pure code must not touch: chance, clocks, threads, files and networks, static state that
 * changes, collections without an order, and modules that the arrows do not lead to. Read from the
 * class files, so that nothing hides in a lambda or a method reference.
 *
 * <p>On the order of collections: {@code Set.of} and {@code Map.of} are allowed with at most one
 * element, which has only one order.
 */
public final class Purity {

  /** A class that may use what others may not, and why. */
  private record Exemption(String origin, String target, String reason) {}

  private static final List<Exemption> EXEMPTIONS =
      List.of(
          new Exemption(
              "quorate.lab.cluster.Chance",
              "java.util.SplittableRandom",
              "the one source of chance, and it is seeded"),
          new Exemption(
              "quorate.lab.cluster.Catalog",
              "java.util.ServiceLoader",
              "algorithms are found on the class path; the order of names is restored"),
          new Exemption(
              "quorate.experiments.chaos.Shrinking",
              "java.lang.Thread",
              "a long search asks whether a person interrupted it; that can only end it"),
          new Exemption(
              "quorate.lab.simulator.SimulatedCluster",
              "java.lang.Thread",
              "a long run asks whether a person interrupted it; that can only end it"),
          resource("java.io.InputStream"),
          resource("java.io.IOException"),
          resource("java.io.UncheckedIOException"),
          resource("java.nio.charset.StandardCharsets"),
          new Exemption(
              "quorate.lab.trace.Trace",
              "java.util.concurrent.CopyOnWriteArrayList",
              "an observer may come or go while the trace is read out to it; no thread is involved"));

  private static Exemption resource(String target) {
    return new Exemption(
        "quorate.experiments.Resources",
        target,
        "its texts lie beside the classes, and are the same on every machine");
  }

  private static final List<String> FORBIDDEN_TYPES =
      List.of(
          "java.util.Random",
          "java.util.random.",
          "java.util.SplittableRandom",
          "java.security.",
          "java.util.UUID",
          "java.time.Clock",
          "java.time.Instant",
          "java.time.Local",
          "java.time.Zoned",
          "java.time.Offset",
          "java.util.Date",
          "java.util.Calendar",
          "java.util.Timer",
          "java.lang.Thread",
          "java.lang.InheritableThreadLocal",
          "java.lang.Process",
          "java.lang.Runtime",
          "java.util.concurrent.",
          "java.io.",
          "java.nio.",
          "java.net.",
          "java.util.logging.",
          "java.lang.System$Logger",
          "java.util.ServiceLoader",
          "java.util.HashMap",
          "java.util.HashSet",
          "java.util.Hashtable",
          "java.util.IdentityHashMap",
          "java.util.WeakHashMap");

  private static final List<String> HARMLESS = List.of("java.lang.RuntimeException");

  private static final List<String> FORBIDDEN_CALLS =
      List.of(
          "java.lang.Math.random",
          "java.lang.StrictMath.random",
          "java.lang.System.nanoTime",
          "java.lang.System.currentTimeMillis",
          "java.lang.System.identityHashCode",
          "java.lang.System.getProperty",
          "java.lang.System.getenv",
          "java.util.Collections.shuffle",
          "java.util.Set.copyOf",
          "java.util.Map.copyOf",
          "java.util.Map.ofEntries",
          "java.util.stream.Collectors.toSet",
          "java.util.stream.Collectors.toUnmodifiableSet",
          "java.util.stream.Collectors.toUnmodifiableMap",
          "java.util.Collection.parallelStream",
          "java.util.List.parallelStream",
          "java.util.stream.Stream.parallel");

  private final JavaClasses classes;
  private final List<String> arrows;
  private final TreeSet<String> faults = new TreeSet<>();
  private final TreeMap<String, String> places = new TreeMap<>();

  private Purity(JavaClasses classes, List<String> arrows) {
    this.classes = classes;
    this.arrows = arrows;
  }

  /** What is impure in an algorithm's package; empty if nothing is. */
  public static List<String> faultsOfAlgorithm(String name) {
    return of(name, List.of("java.", "quorate.spi.", name + ".")).look();
  }

  /**
   * The same for an author: where in the code it is, and what to use instead. Empty also if no code
   * of the package can be found.
   */
  static List<String> remediesOfAlgorithm(String name) {
    JavaClasses found =
        new ClassFileImporter().withImportOption(DO_NOT_INCLUDE_TESTS).importPackages(name);
    Purity purity = new Purity(found, List.of("java.", "quorate.spi.", name + "."));
    return purity.look().stream()
        .map(fault -> fault + " " + purity.places.getOrDefault(fault, ""))
        .map(fault -> fault.strip() + ": " + Remedies.of(fault))
        .toList();
  }

  /** What is impure in {@code quorate.spi}; empty if nothing is. */
  public static List<String> faultsOfSpi() {
    return of("quorate.spi", List.of("java.", "quorate.spi.")).look();
  }

  /** What is impure in {@code quorate.lab}; empty if nothing is. */
  public static List<String> faultsOfLab() {
    return of("quorate.lab", List.of("java.", "quorate.spi.", "quorate.lab.")).look();
  }

  /** What is impure in {@code quorate.experiments}; empty if nothing is. */
  public static List<String> faultsOfExperiments() {
    return of(
            "quorate.experiments",
            List.of("java.", "quorate.spi.", "quorate.lab.", "quorate.experiments."))
        .look();
  }

  /** What would be impure about one class in an algorithm's package. */
  static List<String> faultsOf(Class<?> type) {
    JavaClasses one = new ClassFileImporter().importClasses(type);
    return new Purity(one, List.of("java.", "quorate.spi.", type.getName())).look();
  }

  private static Purity of(String name, List<String> arrows) {
    JavaClasses found =
        new ClassFileImporter().withImportOption(DO_NOT_INCLUDE_TESTS).importPackages(name);
    if (found.isEmpty()) {
      throw new IllegalArgumentException("there is no class in " + name);
    }
    return new Purity(found, arrows);
  }

  private List<String> look() {
    for (JavaClass type : classes) {
      type.getDirectDependenciesFromSelf().forEach(this::lookAtDependency);
      type.getAccessesFromSelf().forEach(this::lookAtAccess);
      type.getFields().forEach(this::lookAtField);
    }
    return List.copyOf(faults);
  }

  private void lookAtDependency(Dependency dependency) {
    String origin = dependency.getOriginClass().getName();
    JavaClass target = dependency.getTargetClass().getBaseComponentType();
    if (target.isPrimitive()) {
      return;
    }
    if (arrows.stream().noneMatch(target.getName()::startsWith)) {
      add(
          origin + " depends on " + target.getName() + ", where no arrow leads",
          dependency.getSourceCodeLocation());
    }
    boolean forbidden =
        FORBIDDEN_TYPES.stream().anyMatch(target.getName()::startsWith)
            && !HARMLESS.contains(target.getName());
    if (forbidden && exemption(origin, target.getName()).isEmpty()) {
      add(origin + " uses " + target.getName(), dependency.getSourceCodeLocation());
    }
  }

  private static Optional<Exemption> exemption(String origin, String target) {
    return EXEMPTIONS.stream()
        .filter(exempt -> exempt.origin().equals(origin) && exempt.target().equals(target))
        .findAny();
  }

  private void lookAtAccess(JavaAccess<?> access) {
    String called = access.getTargetOwner().getName() + "." + access.getName();
    if (FORBIDDEN_CALLS.contains(called) || isUnorderedLiteral(access, called)) {
      add(access.getOriginOwner().getName() + " calls " + called, access.getSourceCodeLocation());
    }
  }

  private void add(String fault, SourceCodeLocation place) {
    faults.add(fault);
    places.merge(fault, place.toString(), (one, other) -> other.contains(":0)") ? one : other);
  }

  /** Two elements or more, which have no order; or a collector that gathers into a HashMap. */
  private static boolean isUnorderedLiteral(JavaAccess<?> access, String called) {
    String signature = access.getTarget().getFullName();
    String parameters = signature.substring(signature.indexOf('(') + 1, signature.length() - 1);
    int count = parameters.isEmpty() ? 0 : parameters.split(",").length;
    return switch (called) {
      case "java.util.Set.of" -> count > 1 || parameters.contains("[");
      case "java.util.Map.of" -> count > 2;
      case "java.util.stream.Collectors.groupingBy" -> count < 3;
      case "java.util.stream.Collectors.toMap" -> count < 4;
      default -> false;
    };
  }

  private void lookAtField(JavaField field) {
    if (field.getRawType().isEquivalentTo(Effects.class) && isNode(field.getOwner())) {
      faults.add(field.getFullName() + " holds effects after the call");
    }
    boolean isStatic = field.getModifiers().contains(JavaModifier.STATIC);
    if (!isStatic || field.getModifiers().contains(JavaModifier.SYNTHETIC)) {
      return;
    }
    boolean isFinal = field.getModifiers().contains(JavaModifier.FINAL);
    if (!isFinal || !isConstant(field.getRawType()) && !holdsUnmodifiable(field)) {
      faults.add(field.getFullName() + " is static and can change");
    }
  }

  private static boolean isNode(JavaClass owner) {
    return owner.isAssignableTo(ElectionNode.class);
  }

  private static boolean isConstant(JavaClass type) {
    return type.isPrimitive()
        || type.isEnum()
        || type.isRecord()
        || type.isEquivalentTo(String.class)
        || type.isEquivalentTo(Duration.class)
        || type.isEquivalentTo(BigDecimal.class)
        || type.isEquivalentTo(Pattern.class)
        || isAllFinal(type);
  }

  /** A class of this project whose instances cannot change, as far as their own fields go. */
  private static boolean isAllFinal(JavaClass type) {
    return type.getPackageName().startsWith("quorate.")
        && !type.isInterface()
        && type.getAllFields().stream()
            .allMatch(field -> field.getModifiers().contains(JavaModifier.FINAL));
  }

  /** A collection that was made to stay as it is; its type does not tell, so it is looked at. */
  private static boolean holdsUnmodifiable(JavaField field) {
    if (!field.getRawType().isAssignableTo(Collection.class)
        && !field.getRawType().isAssignableTo(Map.class)) {
      return false;
    }
    try {
      Field reflected = field.reflect();
      reflected.setAccessible(true);
      String kind = reflected.get(null).getClass().getName();
      return kind.startsWith("java.util.ImmutableCollections")
          || kind.startsWith("java.util.Collections$Unmodifiable");
    } catch (IllegalAccessException hidden) {
      throw new IllegalStateException(hidden);
    }
  }
}
