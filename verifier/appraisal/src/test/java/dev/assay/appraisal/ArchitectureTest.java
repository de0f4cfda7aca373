package dev.assay.appraisal;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.conditions.ArchConditions.haveOnlyPrivateConstructors;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.assay.appraisal.check.BootState;
import dev.assay.appraisal.check.GoldenComparison;
import dev.assay.appraisal.check.ReplayedLog;
import dev.assay.appraisal.check.VerifiedQuote;
import java.io.File;
import java.io.FileInputStream;
import java.io.RandomAccessFile;
import java.security.SecureRandom;
import java.util.Date;
import java.util.Random;
import java.util.Set;

/// What the module's descriptor can't keep: which package may use which, and that the appraisal
/// calls nobody.
@AnalyzeClasses(
    packages = "dev.assay.appraisal",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  private static final String ROOT = "dev.assay.appraisal";

  @ArchTest
  static final ArchRule packagesUseOnlyThoseBelow =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("codec")
          .definedBy(ROOT + ".codec")
          .layer("tpm")
          .definedBy(ROOT + ".tpm")
          .layer("eventlog")
          .definedBy(ROOT + ".eventlog")
          .layer("ima")
          .definedBy(ROOT + ".ima")
          .layer("boot")
          .definedBy(ROOT + ".boot")
          .layer("golden")
          .definedBy(ROOT + ".golden")
          .layer("finding")
          .definedBy(ROOT + ".finding")
          .layer("enroll")
          .definedBy(ROOT + ".enroll")
          .layer("check")
          .definedBy(ROOT + ".check")
          .layer("root")
          .definedBy(ROOT)
          .whereLayer("codec")
          .mayNotAccessAnyLayer()
          .whereLayer("tpm")
          .mayOnlyAccessLayers("codec")
          .whereLayer("eventlog")
          .mayOnlyAccessLayers("codec", "tpm")
          .whereLayer("ima")
          .mayOnlyAccessLayers("codec", "tpm", "eventlog")
          .whereLayer("boot")
          .mayOnlyAccessLayers("codec", "tpm")
          .whereLayer("golden")
          .mayOnlyAccessLayers("codec", "tpm", "eventlog")
          .whereLayer("finding")
          .mayOnlyAccessLayers("codec", "tpm", "eventlog", "ima", "golden")
          .whereLayer("enroll")
          .mayOnlyAccessLayers("codec", "tpm", "eventlog", "golden", "finding")
          .whereLayer("check")
          .mayOnlyAccessLayers(
              "codec", "tpm", "eventlog", "ima", "boot", "golden", "finding", "enroll")
          .whereLayer("root")
          .mayNotBeAccessedByAnyLayer();

  /// Method references too, which `callMethod` would miss.
  @ArchTest
  static final ArchRule readsNoClockFileSocketOrRandomness =
      noClasses()
          .should()
          .accessTargetWhere(
              describe("the target reaches outside", ArchitectureTest::reachesOutside))
          .because("bytes, values and an Instant come in as arguments");

  @ArchTest
  static final ArchRule knowsNoFileSocketOrThread =
      noClasses()
          .should()
          .dependOnClassesThat(
              resideInAnyPackage(
                      "java.net..",
                      "java.nio.file..",
                      "java.nio.channels..",
                      "java.sql..",
                      "java.util.concurrent..",
                      "java.util.logging..",
                      "javax.net..")
                  .or(assignableTo(File.class))
                  .or(assignableTo(RandomAccessFile.class))
                  .or(assignableTo(FileInputStream.class))
                  .or(assignableTo(Random.class).and(not(assignableTo(SecureRandom.class)))));

  @ArchTest
  static final ArchRule rungsAreMadeByTheirOwnFactoriesAlone =
      classes()
          .that()
          .belongToAnyOf(
              VerifiedQuote.class, ReplayedLog.class, BootState.class, GoldenComparison.class)
          .and(describe("are rungs", c -> !c.isNestedClass()))
          .should(haveOnlyPrivateConstructors())
          .andShould()
          .haveModifier(JavaModifier.FINAL);

  @ArchTest
  static final ArchRule recordsHoldNoArrays =
      fields()
          .that()
          .areDeclaredInClassesThat(assignableTo(Record.class))
          .should()
          .notHaveRawType(describe("an array", type -> type.isArray()));

  @ArchTest
  static final ArchRule nothingIsMutableAndStatic = fields().that().areStatic().should().beFinal();

  private static final Set<String> CLOCK = Set.of("now", "currentTimeMillis", "nanoTime");
  private static final Set<String> SURROUNDINGS =
      Set.of("getenv", "getProperty", "getProperties", "exit", "out", "err", "in");

  private static boolean reachesOutside(JavaAccess<?> access) {
    var owner = access.getTarget().getOwner();
    var name = access.getTarget().getName();
    if (owner.isEquivalentTo(System.class)) {
      return CLOCK.contains(name) || SURROUNDINGS.contains(name);
    }
    if (owner.isAssignableTo(Random.class)) {
      return name.equals("<init>") || name.startsWith("getInstance");
    }
    return switch (name) {
      case "<init>" -> owner.isEquivalentTo(Date.class);
      case "random" -> owner.isEquivalentTo(Math.class);
      case "randomUUID" -> true;
      default -> CLOCK.contains(name) && owner.getPackageName().startsWith("java.");
    };
  }
}
