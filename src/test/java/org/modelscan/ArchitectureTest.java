package org.modelscan;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.Architectures.LayeredArchitecture;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Holds the package table of ARCHITECTURE.md: a package may use only packages of earlier rows. */
class ArchitectureTest {
  private static final String ROOT = "org.modelscan";

  /** One row a level, lowest first; packages of one row do not know each other. */
  private static final List<Set<String>> ROWS =
      List.of(
          Set.of("bytes"),
          Set.of("fact"),
          Set.of("container"),
          Set.of("format"),
          Set.of("rule"),
          Set.of("scan"),
          Set.of("policy"),
          Set.of("report"),
          Set.of("source", "github"),
          Set.of("cli"));

  private final JavaClasses classes =
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
    table.check(classes);
  }

  @Test
  void everyPackageStandsInTheTable() {
    Set<String> known = packages();
    assertThat(classes.stream().map(type -> topPackage(type.getPackageName())))
        .allMatch(name -> name.isEmpty() || known.contains(name));
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
