package dev.assay.verifier.it;

import static com.tngtech.archunit.core.domain.JavaModifier.PUBLIC;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.assay.verifier.it.AccessTable.Caller;
import io.grpc.BindableService;
import io.grpc.ServiceDescriptor;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.lang.annotation.Annotation;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Every door of the verifier stands in [AccessTable], and nothing stands there that is no door.
class AccessTest {

  private static JavaClasses verifier() {
    return new ClassFileImporter()
        .withImportOption(new ImportOption.DoNotIncludeTests())
        .importPackages("dev.assay.verifier");
  }

  @Test
  void everyGrpcMethodHasARule() {
    var methods = new TreeSet<String>();
    for (var type : verifier()) {
      if (type.isAssignableTo(BindableService.class)) {
        descriptor(type).getMethods().forEach(method -> methods.add(method.getFullMethodName()));
      }
    }
    assertThat(methods).isNotEmpty().isEqualTo(new TreeSet<>(AccessTable.METHODS.keySet()));
  }

  /// The generated base class is nested in the class that has the descriptor.
  private static ServiceDescriptor descriptor(JavaClass service) {
    try {
      var generated = service.reflect().getSuperclass().getEnclosingClass();
      return (ServiceDescriptor) generated.getMethod("getServiceDescriptor").invoke(null);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(service + " is no generated gRPC service", e);
    }
  }

  @Test
  void everyRestRouteHasARule() {
    var rules = new TreeMap<String, Caller>();
    verifier().stream()
        .filter(type -> type.isAnnotatedWith(Path.class))
        .flatMap(AccessTest::routes)
        .forEach(rule -> rules.put(rule.getKey(), rule.getValue()));
    assertThat(rules).isNotEmpty().isEqualTo(AccessTable.ROUTES);
  }

  private static Stream<Map.Entry<String, Caller>> routes(JavaClass resource) {
    return resource.getMethods().stream()
        .filter(method -> method.getModifiers().contains(PUBLIC))
        .flatMap(method -> verb(method).map(verb -> rule(resource, verb, method)).stream());
  }

  private static Map.Entry<String, Caller> rule(
      JavaClass resource, String verb, JavaMethod method) {
    var base = resource.getAnnotationOfType(Path.class).value();
    var more = method.tryGetAnnotationOfType(Path.class).map(path -> "/" + path.value());
    return Map.entry(verb + " " + base + more.orElse(""), caller(method));
  }

  private static Caller caller(JavaMethod method) {
    var roles = method.tryGetAnnotationOfType(RolesAllowed.class).map(rule -> Set.of(rule.value()));
    if (roles.isEmpty() && method.isAnnotatedWith(PermitAll.class)) {
      return Caller.ANYBODY;
    }
    assertThat(roles.orElse(Set.of())).as("rule of " + method.getFullName()).hasSize(1);
    return Caller.valueOf(roles.orElseThrow().iterator().next().toUpperCase(Locale.ROOT));
  }

  private static Optional<String> verb(JavaMethod method) {
    return Arrays.stream(method.reflect().getAnnotations())
        .map(Annotation::annotationType)
        .flatMap(type -> Stream.ofNullable(type.getAnnotation(HttpMethod.class)))
        .map(HttpMethod::value)
        .findFirst();
  }
}
