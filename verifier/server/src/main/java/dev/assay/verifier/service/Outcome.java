package dev.assay.verifier.service;

import java.util.function.Function;

/// What came of a request: it was done, or it was declined for a reason that the caller can act on.
///
/// @param <T> what a request that was done gives back
public sealed interface Outcome<T> {

  /// The request was carried out.
  record Done<T>(T value) implements Outcome<T> {}

  /// The request was declined and changed nothing, unless the use case says otherwise.
  ///
  /// @param kind what kind of refusal, for status codes
  /// @param detail one or two sentences for people: what is wrong and what to do; never a secret
  record Declined<T>(Decline kind, String detail) implements Outcome<T> {

    /// The same refusal, as the outcome of another kind of request.
    public <R> Declined<R> as() {
      return new Declined<>(kind, detail);
    }
  }

  static <T> Outcome<T> done(T value) {
    return new Done<>(value);
  }

  static <T> Outcome<T> declined(Decline kind, String detail) {
    return new Declined<>(kind, detail);
  }

  /// Goes on with the value of a request that was done.
  default <R> Outcome<R> then(Function<? super T, Outcome<R>> next) {
    return switch (this) {
      case Done<T>(var value) -> next.apply(value);
      case Declined<T> declined -> declined.as();
    };
  }
}
