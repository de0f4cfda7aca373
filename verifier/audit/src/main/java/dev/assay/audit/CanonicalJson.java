package dev.assay.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.tpm.Digest;
import dev.assay.appraisal.tpm.HashAlgorithm;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Iterator;
import java.util.Optional;
import java.util.Set;
import org.erdtman.jcs.JsonCanonicalizer;

/// JSON that is written one way only (RFC 8785), and read strictly: a member that is missing,
/// unknown, twice there or of another kind refuses the text, as no hash would cover what is not
/// understood.
final class CanonicalJson {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private CanonicalJson() {}

  static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  static String write(ObjectNode object) {
    try {
      return new JsonCanonicalizer(object.toString()).getEncodedString();
    } catch (IOException e) {
      throw new IllegalStateException("an object that can't be written", e);
    }
  }

  static Bytes bytes(ObjectNode object) {
    return Bytes.wrap(write(object).getBytes(StandardCharsets.UTF_8));
  }

  /// Reads an object that has members of these names alone.
  static ObjectNode read(String text, Set<String> names) throws Malformed {
    try {
      if (!(MAPPER.readTree(text) instanceof ObjectNode object)) {
        throw new Malformed("it is no JSON object");
      }
      for (Iterator<String> found = object.fieldNames(); found.hasNext(); ) {
        var name = found.next();
        if (!names.contains(name)) {
          throw new Malformed("it has a member %s that no hash covers".formatted(name));
        }
      }
      return object;
    } catch (JsonProcessingException e) {
      throw new Malformed("it is no JSON", e);
    }
  }

  static String text(JsonNode object, String name) throws Malformed {
    return optionalText(object, name)
        .orElseThrow(() -> new Malformed("its %s is missing".formatted(name)));
  }

  static Optional<String> optionalText(JsonNode object, String name) throws Malformed {
    var value = object.path(name);
    if (value.isMissingNode()) {
      return Optional.empty();
    }
    if (!value.isTextual()) {
      throw new Malformed("its %s is no text".formatted(name));
    }
    return Optional.of(value.textValue());
  }

  static long number(JsonNode object, String name) throws Malformed {
    var value = object.path(name);
    if (!value.isIntegralNumber() || !value.canConvertToLong()) {
      throw new Malformed("its %s is no whole number".formatted(name));
    }
    return value.longValue();
  }

  static Instant time(JsonNode object, String name) throws Malformed {
    var text = text(object, name);
    try {
      var time = Instant.parse(text);
      if (time.toString().equals(text)) {
        return time;
      }
    } catch (DateTimeException e) {
      throw new Malformed("its %s is no time".formatted(name), e);
    }
    throw new Malformed("its %s is not written as Assay writes times".formatted(name));
  }

  static Digest sha256(JsonNode object, String name) throws Malformed {
    return sha256(text(object, name), name);
  }

  static Digest sha256(String hex, String name) throws Malformed {
    try {
      return Digest.of(HashAlgorithm.SHA256, hex);
    } catch (IllegalArgumentException e) {
      throw new Malformed("its %s is no SHA-256".formatted(name), e);
    }
  }
}
