package io.tidegate.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import io.tidegate.config.ConfigNode;
import io.tidegate.config.Place;
import io.tidegate.config.Secret;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What ends up in a log is the text of records: secrets must not be in it. */
@AnalyzeClasses(packages = "io.tidegate", importOptions = DoNotIncludeTests.class)
class SecretsTest {

  private static final String SECRET = "never-to-be-shown";

  @ArchTest
  static void noRecordShowsItsSecrets(JavaClasses classes) {
    List<? extends Class<?>> withSecrets =
        classes.stream()
            .filter(JavaClass::isRecord)
            .map(JavaClass::reflect)
            .filter(SecretsTest::hasSecrets)
            .toList();
    assertThat(withSecrets)
        .extracting(Class::getSimpleName)
        .contains(
            "SecurityConfig", "ProvisioningConfig", "BrokerSecurityConfig", "TlsSettings", "Login");
    assertThat(withSecrets).allSatisfy(type -> assertThat(text(type)).doesNotContain(SECRET));
  }

  private static boolean hasSecrets(Class<?> type) {
    return Arrays.stream(type.getRecordComponents())
        .anyMatch(component -> component.isAnnotationPresent(Secret.class));
  }

  private static String text(Class<?> type) throws ReflectiveOperationException {
    RecordComponent[] components = type.getRecordComponents();
    Class<?>[] types =
        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    Constructor<?> constructor = type.getDeclaredConstructor(types);
    constructor.setAccessible(true);
    return constructor
        .newInstance(Arrays.stream(components).map(SecretsTest::value).toArray())
        .toString();
  }

  private static @Nullable Object value(RecordComponent component) {
    Class<?> type = component.getType();
    if (component.isAnnotationPresent(Secret.class)) {
      return type == ConfigNode.class
          ? new ConfigNode.TextNode(new Place("f.json", "", 1), SECRET)
          : SECRET;
    }
    if (type.isEnum()) {
      return Objects.requireNonNull(type.getEnumConstants())[0];
    }
    return Map.<Class<?>, Object>of(
            String.class, "open", List.class, List.of(), boolean.class, false, int.class, 1)
        .get(type);
  }
}
