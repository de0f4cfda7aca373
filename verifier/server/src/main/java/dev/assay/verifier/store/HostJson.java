package dev.assay.verifier.store;

import dev.assay.verifier.service.HostFact;
import dev.assay.verifier.service.HostFacts;
import java.util.EnumMap;

/// Host facts as a flat object.
final class HostJson {
  private HostJson() {}

  static String write(HostFacts host) {
    var object = Json.object();
    host.facts().forEach((fact, text) -> object.put(fact.label(), text));
    return object.toString();
  }

  static HostFacts read(String json) {
    var facts = new EnumMap<HostFact, String>(HostFact.class);
    Json.parse(json)
        .properties()
        .forEach(
            member ->
                HostFact.ofLabel(member.getKey())
                    .ifPresent(fact -> facts.put(fact, member.getValue().asText())));
    return new HostFacts(facts);
  }
}
