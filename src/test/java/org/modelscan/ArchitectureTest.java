package org.modelscan;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass.Predicates;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.Architectures.LayeredArchitecture;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Holds the package table of ARCHITECTURE.md, and those of its invariants that byte code can show.
 */
class ArchitectureTest {
  private static final String ROOT = "org.modelscan";

  /** One row a level, lowest first; packages of one row do not know each other. */
  private static final List<Set<String>> ROWS =
      List.of(
          Set.of("bytes"),
          Set.of("remote"),
          Set.of("fact"),
          Set.of("container"),
          Set.of("format"),
          Set.of("rule"),
          Set.of("scan"),
          Set.of("policy"),
          Set.of("report"),
          Set.of("source"),
          Set.of("github"),
          Set.of("cli"));

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages(ROOT);

  @Test
  void packagesUseOnlyEarlierRows() {
    LayeredArchitecture table = layeredArchitecture().consideringOnlyDependenciesInLayers();
    for (String name : packages()) {
      table = table.optionalLayer(name).definedBy(ROOT + "." + name + "..");
    }
    for (int row = 0; row < ROWS.size(); row++) {
      List<String> earlier =
          ROWS.subList(0, row).stream().flatMap(Set::stream).collect(Collectors.toList());
      for (String name : ROWS.get(row)) {
        table =
            earlier.isEmpty()
                ? table.whereLayer(name).mayNotAccessAnyLayer()
                : table.whereLayer(name).mayOnlyAccessLayers(earlier.toArray(String[]::new));
      }
    }
    table.check(CLASSES);
  }

  @Test
  void everyPackageStandsInTheTable() {
    Set<String> known = packages();
    assertThat(CLASSES.stream().map(type -> topPackage(type.getPackageName())))
        .allMatch(name -> name.isEmpty() || known.contains(name));
  }

  @Test
  void nothingIsDeserializedLoadedOrReflectedUpon() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.io.ObjectInputStream")
        .orShould()
        .dependOnClassesThat(
            Predicates.assignableTo(ClassLoader.class)
                .or(Predicates.resideInAnyPackage("java.lang.reflect..", "javax.script..")))
        .orShould()
        .callMethodWhere(target(name("forName")).and(target(owner(Predicates.type(Class.class)))))
        .check(CLASSES);
  }

  @Test
  void noProcessIsStartedByWhatReadsModels() {
    noClasses()
        .that()
        .resideInAnyPackage(
            "org.modelscan.bytes..",
            "org.modelscan.container..",
            "org.modelscan.format..",
            "org.modelscan.rule..",
            "org.modelscan.scan..")
        .should()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.lang.ProcessBuilder")
        .orShould()
        .callMethodWhere(target(name("exec")).and(target(owner(Predicates.type(Runtime.class)))))
        .check(CLASSES);
  }

  /** Loading the HTTP client costs a scan of local files nothing, because nothing else knows it. */
  @Test
  void onlyRemoteKnowsTheNetwork() {
    noClasses()
        .that()
        .resideOutsideOfPackages("org.modelscan.remote..", "org.modelscan.github..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.net.http..")
        .check(CLASSES);
  }

  @Test
  void noMachineCodeIsLoaded() {
    noClasses()
        .should()
        .callMethodWhere(
            target(name("load").or(name("loadLibrary")))
                .and(
                    target(
                        owner(Predicates.type(System.class).or(Predicates.type(Runtime.class))))))
        .orShould()
        .dependOnClassesThat()
        .haveNameMatching(
            "io\\.airlift\\.compress\\..*Native.*|io\\.airlift\\.compress\\.v3\\.zstd\\.ZstdInputStream")
        .check(CLASSES);
  }

  @Test
  void onlyMainEndsTheProcess() {
    noClasses()
        .that()
        .doNotHaveFullyQualifiedName("org.modelscan.Main")
        .should()
        .callMethod(System.class, "exit", int.class)
        .orShould()
        .callMethod(Runtime.class, "halt", int.class)
        .check(CLASSES);
  }

  @Test
  void staticFieldsAreFinal() {
    fields().that().areStatic().should().beFinal().check(CLASSES);
  }

  private static Set<String> packages() {
    return ROWS.stream().flatMap(Set::stream).collect(Collectors.toSet());
  }

  private static String topPackage(String packageName) {
    if (packageName.equals(ROOT)) {
      return "";
    }
    return packageName.substring(ROOT.length() + 1).split("\\.", 2)[0];
  }
}
