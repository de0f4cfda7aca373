package dev.assay.golden;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.appraisal.golden.Decision;
import dev.assay.appraisal.golden.Provenance;
import dev.assay.appraisal.golden.Source;
import dev.assay.appraisal.tpm.HashAlgorithm;
import dev.assay.appraisal.tpm.PcrIndex;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Where a set comes from: `{"sources","quorum","proposedBy","at","decisions"}`.
final class ProvenanceJson {
  private static final Set<String> FIELDS =
      Set.of("sources", "quorum", "proposedBy", "at", "decisions");
  private static final Set<String> SOURCE = Set.of("name", "log", "shipment", "outlier");
  private static final Set<String> DECISION = Set.of("kind", "pcr", "by", "reason");

  private ProvenanceJson() {}

  static ObjectNode write(Provenance made) {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    ArrayNode sources = object.putArray("sources");
    made.sources().forEach(source -> sources.add(write(source)));
    object
        .put("quorum", made.quorum())
        .put("proposedBy", made.proposedBy())
        .put("at", made.at().toString());
    ArrayNode decisions = object.putArray("decisions");
    made.decisions().forEach(decision -> decisions.add(write(decision)));
    return object;
  }

  private static ObjectNode write(Source source) {
    ObjectNode object =
        JsonNodeFactory.instance
            .objectNode()
            .put("name", source.name())
            .put("log", source.log().toHex())
            .put("outlier", source.outlier());
    source.shipment().ifPresent(shipment -> object.put("shipment", shipment));
    return object;
  }

  private static ObjectNode write(Decision decision) {
    ObjectNode object =
        JsonNodeFactory.instance
            .objectNode()
            .put("kind", decision.kind().name())
            .put("by", decision.by())
            .put("reason", decision.reason());
    decision.pcr().ifPresent(pcr -> object.put("pcr", pcr.value()));
    return object;
  }

  static Provenance read(Value value) throws GoldenSetInvalid {
    value.allow(FIELDS);
    List<Source> sources = new ArrayList<>();
    for (Value source : value.member("sources").elements()) {
      sources.add(source(source));
    }
    List<Decision> decisions = new ArrayList<>();
    for (Value decision : value.member("decisions").elements()) {
      decisions.add(decision(decision));
    }
    int quorum = value.member("quorum").integer();
    String proposedBy = value.member("proposedBy").text();
    var at = value.member("at").instant();
    try {
      return new Provenance(sources, quorum, proposedBy, at, decisions);
    } catch (IllegalArgumentException e) {
      throw value.refused(e);
    }
  }

  private static Source source(Value value) throws GoldenSetInvalid {
    value.allow(SOURCE);
    Optional<Value> shipment = value.optional("shipment");
    String name = value.member("name").text();
    var log = DigestJson.digest(HashAlgorithm.SHA256, value.member("log"));
    var delivered =
        shipment.isPresent() ? Optional.of(shipment.get().text()) : Optional.<String>empty();
    boolean outlier = value.member("outlier").flag();
    try {
      return new Source(name, log, delivered, outlier);
    } catch (IllegalArgumentException e) {
      throw value.refused(e);
    }
  }

  private static Decision decision(Value value) throws GoldenSetInvalid {
    value.allow(DECISION);
    Value named = value.member("kind");
    String name = named.text();
    Decision.Kind kind =
        Arrays.stream(Decision.Kind.values())
            .filter(known -> known.name().equals(name))
            .findFirst()
            .orElseThrow(() -> named.wrong("a kind of decision"));
    Optional<Value> about = value.optional("pcr");
    Optional<PcrIndex> pcr =
        about.isPresent() ? Optional.of(EventJson.pcr(about.get())) : Optional.empty();
    String by = value.member("by").text();
    String reason = value.member("reason").text();
    try {
      return new Decision(kind, pcr, by, reason);
    } catch (IllegalArgumentException e) {
      throw value.refused(e);
    }
  }
}
