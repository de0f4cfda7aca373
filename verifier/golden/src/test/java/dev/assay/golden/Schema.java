package dev.assay.golden;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The published schema, docs/golden-set.schema.json.
final class Schema {
  private static final JsonSchema SCHEMA =
      JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(text());

  private Schema() {}

  /// What it finds wrong.
  static List<String> errors(JsonNode document) {
    return SCHEMA.validate(document).stream().map(ValidationMessage::getMessage).toList();
  }

  private static String text() {
    var name = Path.of("docs", "golden-set.schema.json");
    for (var folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
      if (Files.exists(folder.resolve(name))) {
        try {
          return Files.readString(folder.resolve(name));
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    }
    throw new IllegalStateException("no folder above has " + name);
  }
}
