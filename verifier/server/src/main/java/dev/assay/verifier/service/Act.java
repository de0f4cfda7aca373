package dev.assay.verifier.service;

import dev.assay.appraisal.tpm.Digest;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Something that a person, or the verifier by itself, does to what the verifier keeps: what the
/// audit log will say of it. Begin with [#by] or [#ofTheVerifier] and add what is known:
/// `Act.by(olga, ActKind.MACHINE_RETIRED, Act.machine(id)).because(reason)`.
///
/// @param actor the name of the token's holder, or the verifier
/// @param token the id of the token; empty where the verifier acts by itself
/// @param on what it is done to: a kind, a colon and an id
/// @param why the reason that the actor gave
/// @param details what else is worth knowing; never a secret
/// @param evidence the SHA-256 of the evidence that led to it
public record Act(
    String actor,
    Optional<String> token,
    ActKind kind,
    String on,
    Optional<String> why,
    SortedMap<String, String> details,
    Optional<Digest> evidence) {
  /// What the log calls the verifier itself; no token may have that name.
  static final String THE_VERIFIER = "the verifier";

  private static final int LONGEST_TEXT = 500;

  public Act {
    details = Collections.unmodifiableSortedMap(new TreeMap<>(details));
  }

  /// An act of a person.
  public static Act by(Principal person, ActKind kind, String on) {
    return act(person.name(), Optional.of(person.tokenId()), kind, on);
  }

  /// An act of the verifier itself, by a rule that people set.
  public static Act ofTheVerifier(ActKind kind, String on) {
    return act(THE_VERIFIER, Optional.empty(), kind, on);
  }

  private static Act act(String actor, Optional<String> token, ActKind kind, String on) {
    return new Act(
        actor, token, kind, on, Optional.empty(), Collections.emptySortedMap(), Optional.empty());
  }

  /// How the log names a machine.
  public static String machine(MachineId id) {
    return "machine:" + id.toHex();
  }

  /// How the log names a golden set.
  public static String golden(String id) {
    return "golden:" + id;
  }

  /// How the log names a board model.
  public static String model(BoardModel name) {
    return "model:" + name;
  }

  /// How the log names an OS image.
  public static String image(OsImage name) {
    return "image:" + name;
  }

  /// How the log names a token.
  public static String token(String id) {
    return "token:" + id;
  }

  /// How the log names a hook.
  public static String hook(String name) {
    return "hook:" + name;
  }

  /// With the actor's reason, where there is one.
  public Act because(Optional<String> reason) {
    return new Act(actor, token, kind, on, reason.flatMap(Act::shown), details, evidence);
  }

  /// With a detail more: a name of letters and digits, and what is to be said under it.
  public Act with(String name, String value) {
    var more = new TreeMap<>(details);
    shown(value).ifPresent(text -> more.put(name, text));
    return new Act(actor, token, kind, on, why, more, evidence);
  }

  /// With the SHA-256 of the evidence that led to it.
  public Act judging(Digest sha256) {
    return new Act(actor, token, kind, on, why, details, Optional.of(sha256));
  }

  // A text that can't stand in an entry must not stop the act: it is cut and cleaned.
  private static Optional<String> shown(String text) {
    return Optional.of(Text.cleaned(text, LONGEST_TEXT)).filter(cleaned -> !cleaned.isEmpty());
  }
}
