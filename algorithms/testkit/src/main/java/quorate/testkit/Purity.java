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
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
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
          interrupted("quorate.experiments.chaos.Shrinking"),
          interrupted("quorate.lab.simulator.SimulatedCluster"),
          resource("java.io.InputStream"),
          resource("java.io.IOException"),
          resource("java.io.UncheckedIOException"),
          resource("java.nio.charset.StandardCharsets"),
          new Exemption(
              "quorate.lab.trace.Trace",
              "java.util.concurrent.CopyOnWriteArrayList",
              "an observer may come or go while the trace is read out to it; no thread is involved"));

  private static Exemption interrupted(String origin) {
    return new Exemption(
        origin,
        "java.lang.Thread",
        "it asks whether a person interrupted it; that can only end it");
  }

  private static Exemption resource(String target) {
    return new Exemption(
        "quorate.experiments.Resources",
        target,
        "its texts lie beside the classes, and are the same on every machine");
  }

  /** Chance; clocks and timers; threads and processes; files and networks; no order. */
  private static final List<String> FORBIDDEN_TYPES =
      words(
          """
          java.util.Random java.util.random. java.util.SplittableRandom java.security. java.util.UUID
          java.time.Clock java.time.Instant java.time.Local java.time.Zoned java.time.Offset
          java.util.Date java.util.Calendar java.util.Timer
          java.lang.Thread java.lang.InheritableThreadLocal java.util.concurrent.
          java.lang.Process java.lang.Runtime java.util.ServiceLoader
          java.io. java.nio. java.net. java.util.logging. java.lang.System$Logger
          java.util.HashMap java.util.HashSet java.util.Hashtable java.util.IdentityHashMap
          java.util.WeakHashMap
          """);

  private static final List<String> HARMLESS = List.of("java.lang.RuntimeException");

  private static final List<String> FORBIDDEN_CALLS =
      words(
          """
          java.lang.Math.random java.lang.StrictMath.random java.util.Collections.shuffle
          java.lang.System.nanoTime java.lang.System.currentTimeMillis
          java.lang.System.identityHashCode java.lang.System.getProperty java.lang.System.getenv
          java.util.Set.copyOf java.util.Map.copyOf java.util.Map.ofEntries
          java.util.stream.Collectors.toSet java.util.stream.Collectors.toUnmodifiableSet
          java.util.stream.Collectors.toUnmodifiableMap
          java.util.Collection.parallelStream java.util.List.parallelStream
          java.util.stream.Stream.parallel
          """);

  private static List<String> words(String text) {
    return List.of(text.strip().split("\\s+"));
  }

  private static final List<Class<?>> CONSTANTS =
      List.of(String.class, Duration.class, BigDecimal.class, Pattern.class);

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
    return faultsOf(name, "quorate.spi.");
  }

  /**
   * What is impure in a package; empty if nothing is.
   *
   * @param arrows what it may depend on, besides itself and the JDK
   * @throws IllegalArgumentException if there is no such package
   */
  static List<String> faultsOf(String name, String... arrows) {
    Purity purity = of(name, arrows);
    if (purity.classes.isEmpty()) {
      throw new IllegalArgumentException("there is no class in " + name);
    }
    return purity.look();
  }

  /**
   * The same for an author: where in the code it is, and what to use instead. Empty also if no code
   * of the package can be found.
   */
  static List<String> remediesOfAlgorithm(String name) {
    Purity purity = of(name, "quorate.spi.");
    return purity.look().stream()
        .map(fault -> fault + " " + purity.places.getOrDefault(fault, ""))
        .map(fault -> fault.strip() + ": " + Remedies.of(fault))
        .toList();
  }

  /** What would be impure about one class in an algorithm's package. */
  static List<String> faultsOf(Class<?> type) {
    JavaClasses one = new ClassFileImporter().importClasses(type);
    return new Purity(one, List.of("java.", "quorate.spi.", type.getName())).look();
  }

  private static Purity of(String name, String... arrows) {
    JavaClasses found =
        new ClassFileImporter().withImportOption(DO_NOT_INCLUDE_TESTS).importPackages(name);
    List<String> all = new ArrayList<>(List.of("java.", name + "."));
    all.addAll(List.of(arrows));
    return new Purity(found, all);
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
    if (forbidden && !isExempt(origin, target.getName())) {
      add(origin + " uses " + target.getName(), dependency.getSourceCodeLocation());
    }
  }

  private static boolean isExempt(String origin, String target) {
    return EXEMPTIONS.stream()
        .anyMatch(exempt -> exempt.origin().equals(origin) && exempt.target().equals(target));
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
    if (field.getRawType().isEquivalentTo(Effects.class)
        && field.getOwner().isAssignableTo(ElectionNode.class)) {
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

  private static boolean isConstant(JavaClass type) {
    return type.isPrimitive()
        || type.isEnum()
        || type.isRecord()
        || CONSTANTS.stream().anyMatch(type::isEquivalentTo)
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
