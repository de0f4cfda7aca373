package dev.assay.golden;

import dev.assay.appraisal.codec.Bytes;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/// A golden set on its way between a verifier and people: the set, who put it forward, and the
/// signatures so far.
///
/// @param signatures over the proposed set; whose they are is for the verifier to find out
public record GoldenFile(ProposedSet proposed, List<Bytes> signatures) {
  private static final int MOST_SIGNATURES = 64;

  public GoldenFile {
    signatures = List.copyOf(signatures);
  }

  /// Reads a file. Empty where it is a golden set that nobody put forward yet.
  ///
  /// @throws GoldenSetInvalid where it is no golden set; says where and why
  public static Optional<GoldenFile> read(String json) throws GoldenSetInvalid {
    var set = GoldenJson.read(json);
    var document = GoldenJson.parsed(json);
    var proposal = document.optional(GoldenJson.PROPOSAL);
    if (proposal.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new GoldenFile(new ProposedSet(set, Proposal.read(proposal.get())), signatures(document)));
  }

  private static List<Bytes> signatures(Value document) throws GoldenSetInvalid {
    var signatures = new ArrayList<Bytes>();
    var list = document.optional(GoldenJson.SIGNATURES);
    if (list.isPresent()) {
      for (var element : list.get().elements()) {
        signatures.add(signature(element.member("signature")));
      }
      if (signatures.size() > MOST_SIGNATURES) {
        throw list.get().wrong("a list of %d at most".formatted(MOST_SIGNATURES));
      }
    }
    return signatures;
  }

  private static Bytes signature(Value value) throws GoldenSetInvalid {
    try {
      return Bytes.wrap(Base64.getDecoder().decode(value.text()));
    } catch (IllegalArgumentException e) {
      throw value.wrong("Base64");
    }
  }

  /// This file with one more signature.
  public GoldenFile with(Bytes signature) {
    var more = new ArrayList<>(signatures);
    more.add(signature);
    return new GoldenFile(proposed, more);
  }

  /// As [#read] reads it, in the order in which people read it.
  public String write() {
    var document = GoldenJson.document(proposed.set());
    document.set(GoldenJson.PROPOSAL, proposed.proposal().write());
    var list = document.putArray(GoldenJson.SIGNATURES);
    for (var signature : signatures) {
      list.addObject().put("signature", Base64.getEncoder().encodeToString(signature.toArray()));
    }
    return document.toPrettyString() + "\n";
  }
}
