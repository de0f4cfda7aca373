package dev.assay.golden;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.appraisal.golden.SecureBootExpectation;
import dev.assay.appraisal.tpm.Digest;
import dev.assay.appraisal.tpm.HashAlgorithm;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/// What Secure Boot must be: `{"state","pk","kek","db","dbx"}`.
final class SecureBootJson {
  private static final Set<String> FIELDS = Set.of("state", "pk", "kek", "db", "dbx");
  private static final String ON = "on";
  private static final String OFF = "off";

  private SecureBootJson() {}

  static ObjectNode write(SecureBootExpectation expected) {
    ObjectNode object =
        JsonNodeFactory.instance
            .objectNode()
            .put("state", expected.on() ? ON : OFF)
            .put("pk", expected.pk().toHex())
            .put("kek", expected.kek().toHex())
            .put("db", expected.db().toHex());
    ArrayNode dbx = object.putArray("dbx");
    expected.dbx().forEach(dbx::add);
    return object;
  }

  static SecureBootExpectation read(Value value) throws GoldenSetInvalid {
    value.allow(FIELDS);
    Value state = value.member("state");
    if (!state.text().equals(ON) && !state.text().equals(OFF)) {
      throw state.wrong("on or off");
    }
    SortedSet<String> dbx = new TreeSet<>();
    for (Value entry : value.member("dbx").elements()) {
      if (!dbx.add(sha256(entry).toHex())) {
        throw entry.wrong("there once");
      }
    }
    return new SecureBootExpectation(
        state.text().equals(ON),
        sha256(value.member("pk")),
        sha256(value.member("kek")),
        sha256(value.member("db")),
        dbx);
  }

  private static Digest sha256(Value value) throws GoldenSetInvalid {
    return DigestJson.digest(HashAlgorithm.SHA256, value);
  }
}
