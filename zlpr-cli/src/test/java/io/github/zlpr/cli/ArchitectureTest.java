package io.github.zlpr.cli;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.oracle.labs.mlrg.olcut.config.Config;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The rules of docs/architecture.md. */
class ArchitectureTest {

  /** A module of the default build, with those that it may use. */
  private enum Module {
    CORE,
    LOSS(CORE),
    EVAL(CORE),
    DATA(CORE),
    TRAINER(CORE, LOSS, EVAL),
    SPAN(CORE, LOSS, EVAL, DATA, TRAINER),
    EXPERIMENT(CORE, LOSS, EVAL, DATA, TRAINER, SPAN),
    CLI(CORE, LOSS, EVAL, DATA, TRAINER, SPAN, EXPERIMENT);

    @SuppressWarnings("ImmutableEnumChecker") // of Set.of
    private final Set<Module> used;

    Module(Module... used) {
      this.used = Set.of(used);
    }

    private String packages() {
      return "io.github.zlpr." + name().toLowerCase(Locale.ROOT) + "..";
    }

    private String[] forbidden() {
      Set<Module> others = EnumSet.allOf(Module.class);
      others.remove(this);
      others.removeAll(used);
      return others.stream().map(Module::packages).toArray(String[]::new);
    }

    private Path classes() {
      return PROJECT.resolve("zlpr-" + name().toLowerCase(Locale.ROOT) + "/target/classes");
    }
  }

  private static final Path PROJECT = Path.of("..");

  private static final JavaClasses ALL =
      new ClassFileImporter()
          .importPaths(Arrays.stream(Module.values()).map(Module::classes).toList());

  @ParameterizedTest
  @EnumSource
  void moduleHasItsOwnPackages(Module module) {
    classes()
        .should()
        .resideInAPackage(module.packages())
        .check(new ClassFileImporter().importPaths(module.classes()));
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "CLI")
  void moduleUsesOnlyThoseOfItsRow(Module module) {
    noClasses()
        .that()
        .resideInAPackage(module.packages())
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(module.forbidden())
        .check(ALL);
  }

  @ParameterizedTest
  @EnumSource
  void internalPackagesAreForTheirModule(Module module) {
    noClasses()
        .that()
        .resideOutsideOfPackage(module.packages())
        .should()
        .dependOnClassesThat(
            resideInAPackage(module.packages()).and(resideInAPackage("..internal..")))
        .check(ALL);
  }

  @Test
  void noPackagesUseOneAnotherInACircle() {
    slices().matching("io.github.zlpr.(**)").should().beFreeOfCycles().check(ALL);
  }

  @Test
  void noPropertyIsAnEnum() {
    noFields()
        .that()
        .areAnnotatedWith(Config.class)
        .should()
        .haveRawType(assignableTo(Enum.class))
        .because("Tribuo reads an enum in a model's provenance only if its class is there")
        .check(ALL);
  }

  @Test
  void libraryLogsInsteadOfPrinting() {
    noClasses()
        .that(not(resideInAnyPackage(Module.CLI.packages())))
        .should(ACCESS_STANDARD_STREAMS)
        .check(ALL);
  }

  @Test
  void noSimpleNameIsUsedByTwoModules() throws IOException {
    Map<String, Set<String>> modules = new TreeMap<>();
    for (Path file : sources()) {
      modules
          .computeIfAbsent(file.getFileName().toString(), name -> new TreeSet<>())
          .add(PROJECT.relativize(file).getName(0).toString());
    }
    modules.remove("package-info.java");
    modules.values().removeIf(users -> users.size() == 1);
    assertEquals(Map.of(), modules);
  }

  @Test
  void everyPackageSaysWhatItIs() throws IOException {
    Set<Path> silent =
        sources().stream().map(Path::getParent).collect(Collectors.toCollection(TreeSet::new));
    silent.removeIf(folder -> Files.exists(folder.resolve("package-info.java")));
    assertEquals(Set.of(), silent);
  }

  /** The Java files of all modules, those that are not in the default build too. */
  private static List<Path> sources() throws IOException {
    List<Path> sources = new ArrayList<>();
    try (Stream<Path> modules = Files.list(PROJECT)) {
      for (Path module : modules.filter(folder -> name(folder).startsWith("zlpr-")).toList()) {
        Path main = module.resolve("src/main/java");
        if (Files.isDirectory(main)) {
          try (Stream<Path> files = Files.walk(main)) {
            files.filter(file -> name(file).endsWith(".java")).forEach(sources::add);
          }
        }
      }
    }
    return sources;
  }

  private static String name(Path path) {
    return path.getFileName().toString();
  }
}
