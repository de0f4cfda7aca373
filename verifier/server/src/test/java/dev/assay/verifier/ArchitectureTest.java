package dev.assay.verifier;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import java.util.regex.Pattern;

/// The rooms of the server, as docs/architecture.md draws them.
@AnalyzeClasses(
    packages = "dev.assay.verifier",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  private static final String ROOT = "dev.assay.verifier.";

  @ArchTest
  static final ArchRule serviceKnowsTheAppraisalGoldenSetsManifestsAndTheAuditChainAlone =
      classes()
          .that()
          .resideInAPackage(ROOT + "service..")
          .should()
          .onlyDependOnClassesThat(
              resideInAnyPackage(
                  ROOT + "service..",
                  "dev.assay.appraisal..",
                  "dev.assay.audit..",
                  "dev.assay.golden..",
                  "dev.assay.reference..",
                  "java..",
                  "com.github.benmanes.caffeine..",
                  "org.jspecify.."));

  @ArchTest
  static final ArchRule serviceReadsNoClockFileOrSocket =
      noClasses()
          .that()
          .resideInAPackage(ROOT + "service..")
          .should()
          .dependOnClassesThat(
              resideInAnyPackage("java.io..", "java.net..", "java.sql..", "java.nio.file.."))
          .orShould()
          .accessTargetWhere(
              DescribedPredicate.<JavaAccess<?>>describe(
                  "the wall clock is read",
                  access ->
                      access.getTargetOwner().isEquivalentTo(Instant.class)
                          && access.getName().equals("now")))
          .orShould()
          .dependOnClassesThat()
          .areAssignableTo(Clock.class);

  @ArchTest
  static final ArchRule generatedTypesStayInGrpc =
      noClasses()
          .that()
          .resideOutsideOfPackage(ROOT + "grpc..")
          .should()
          .dependOnClassesThat(
              resideInAnyPackage("dev.assay.v1..", "com.google.protobuf..", "io.grpc.."));

  @ArchTest
  static final ArchRule databaseStaysInStore =
      noClasses()
          .that()
          .resideOutsideOfPackages(ROOT + "store..", ROOT + "wiring..")
          .should()
          .dependOnClassesThat(
              resideInAnyPackage("java.sql..", "javax.sql..", "org.jdbi..", "org.postgresql.."));

  @ArchTest
  static final ArchRule tokensOfResultsStayInJose =
      noClasses()
          .that()
          .resideOutsideOfPackages(ROOT + "jose..", ROOT + "wiring..")
          .should()
          .dependOnClassesThat(resideInAPackage("com.nimbusds.."));

  @ArchTest
  static final ArchRule adaptersAreBlindToEachOther =
      slices()
          .matching(ROOT + "(grpc|rest|metrics|store|jose|hooks)..")
          .should()
          .notDependOnEachOther();

  @ArchTest
  static final ArchRule nobodyKnowsWiring =
      noClasses()
          .that()
          .resideOutsideOfPackage(ROOT + "wiring..")
          .should()
          .dependOnClassesThat(resideInAPackage(ROOT + "wiring.."));

  @ArchTest
  static final ArchRule nothingIsCalledManagerHelperUtilOrImpl =
      noClasses()
          .should()
          .haveNameMatching(Pattern.compile(".*(Manager|Helper|Utils?|Impl)").pattern())
          .because("a name says what a thing is for");
}
