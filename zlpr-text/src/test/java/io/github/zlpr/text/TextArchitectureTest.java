package io.github.zlpr.text;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The row of this module in docs/architecture.md. */
class TextArchitectureTest {

  @Test
  void moduleUsesOnlyThoseOfItsRow() {
    noClasses()
        .that()
        .resideInAPackage("io.github.zlpr.text")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "io.github.zlpr.loss..",
            "io.github.zlpr.eval..",
            "io.github.zlpr.trainer..",
            "io.github.zlpr.span..")
        .check(new ClassFileImporter().importPath(Path.of("target/classes")));
  }
}
