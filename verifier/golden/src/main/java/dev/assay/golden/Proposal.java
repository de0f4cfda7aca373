package dev.assay.golden;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;

/// Who put a golden set forward, and on what grounds. It is signed together with the set: what the
/// signers read can't be changed afterwards, nor can the proposer become somebody else.
///
/// @param by the proposer, who does not sign
/// @param machines how many machines the set was learned from; 0 where it came as a file
/// @param reason why undecided differences or a single machine were accepted; empty where neither
///   was needed
public record Proposal(String by, int machines, String reason) {
  private static final String BY = "by";
  private static final String MACHINES = "machines";
  private static final String REASON = "reason";

  public Proposal {
    if (by.isBlank() || machines < 0) {
      throw new IllegalArgumentException("a proposal names a person and a number of machines");
    }
  }

  ObjectNode write() {
    return JsonNodeFactory.instance
        .objectNode()
        .put(BY, by)
        .put(MACHINES, machines)
        .put(REASON, reason);
  }

  static Proposal read(Value value) throws GoldenSetInvalid {
    value.allow(Set.of(BY, MACHINES, REASON));
    var by = value.member(BY).text();
    int machines = value.member(MACHINES).integer();
    if (by.isBlank()) {
      throw value.member(BY).wrong("anybody's name");
    }
    if (machines < 0) {
      throw value.member(MACHINES).wrong("0 or more");
    }
    return new Proposal(by, machines, value.member(REASON).text());
  }
}
