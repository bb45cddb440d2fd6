package io.tidegate.app;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The table of modules in docs/architecture.md. */
@AnalyzeClasses(packages = "io.tidegate", importOptions = DoNotIncludeTests.class)
class ModulesTest {

  private static final String DEMO = "io.tidegate.app.demo..";
  private static final String TESTKIT = "io.tidegate.testkit..";

  @ArchTest
  static final ArchRule MODULES =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("api")
          .definedBy(
              "io.tidegate.config",
              "io.tidegate.connector",
              "io.tidegate.data",
              "io.tidegate.uplink")
          .layer("config")
          .definedBy("io.tidegate.config.json..", "io.tidegate.config.gateway..")
          .layer("log")
          .definedBy("io.tidegate.log..")
          .layer("engine")
          .definedBy("io.tidegate.engine..")
          .layer("tls")
          .definedBy("io.tidegate.tls..")
          .layer("thingsboard")
          .definedBy("io.tidegate.thingsboard..")
          .layer("legacy")
          .definedBy("io.tidegate.legacy..")
          .layer("support")
          .definedBy("io.tidegate.support..")
          .layer("connectors")
          .definedBy("io.tidegate.connector.*..")
          .layer("testkit")
          .definedBy(TESTKIT)
          .layer("demo")
          .definedBy(DEMO)
          .layer("app")
          .definedBy(
              resideInAPackage("io.tidegate.app..")
                  .and(not(resideInAPackage(DEMO)))
                  .as("io.tidegate.app without the demo"))
          .whereLayer("api")
          .mayNotAccessAnyLayer()
          .whereLayer("config")
          .mayOnlyAccessLayers("api")
          .whereLayer("log")
          .mayNotAccessAnyLayer()
          .whereLayer("engine")
          .mayOnlyAccessLayers("api", "log")
          .whereLayer("tls")
          .mayOnlyAccessLayers("api")
          .whereLayer("thingsboard")
          .mayOnlyAccessLayers("api", "config", "tls")
          .whereLayer("legacy")
          .mayOnlyAccessLayers("api")
          .whereLayer("support")
          .mayOnlyAccessLayers("api")
          .whereLayer("connectors")
          .mayOnlyAccessLayers("api", "support", "tls")
          .whereLayer("testkit")
          .mayOnlyAccessLayers("api", "config")
          .whereLayer("testkit")
          .mayOnlyBeAccessedByLayers("demo")
          .whereLayer("connectors")
          .mayNotBeAccessedByAnyLayer();

  @ArchTest
  static final ArchRule CONNECTORS_SEE_NO_UPLINK =
      noClasses()
          .that()
          .resideInAPackage("io.tidegate.connector.*..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.tidegate.uplink..");

  @ArchTest
  static final ArchRule THE_LOG_NEEDS_ONLY_THE_JDK =
      noClasses()
          .that()
          .resideInAPackage("io.tidegate.log..")
          .should()
          .dependOnClassesThat(
              not(resideInAnyPackage("io.tidegate.log..", "java..", "org.jspecify..")));

  @ArchTest
  static final ArchRule ONLY_LEGACY_KNOWS_SQLITE = onlyIn("java.sql..", "io.tidegate.legacy..");

  @ArchTest
  static final ArchRule ONLY_TLS_KNOWS_BOUNCY_CASTLE =
      onlyIn("org.bouncycastle..", "io.tidegate.tls..", TESTKIT);

  @ArchTest
  static final ArchRule ONLY_THE_TWO_ENDS_KNOW_AN_MQTT_CLIENT =
      onlyIn("com.hivemq..", "io.tidegate.thingsboard..", "io.tidegate.connector.mqtt..", TESTKIT);

  private static ArchRule onlyIn(String library, String... packages) {
    return noClasses()
        .that()
        .resideOutsideOfPackages(packages)
        .should()
        .dependOnClassesThat()
        .resideInAPackage(library);
  }
}
