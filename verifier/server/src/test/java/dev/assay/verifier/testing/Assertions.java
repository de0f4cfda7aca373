package dev.assay.verifier.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.verifier.service.Decline;
import dev.assay.verifier.service.Outcome;

/// What tests say of outcomes.
public final class Assertions {
  private Assertions() {}

  /// The request was declined, for this kind of reason.
  public static void assertDeclined(Outcome<?> outcome, Decline kind) {
    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Declined.class,
            declined -> {
              assertThat(declined.kind()).as(declined.detail()).isEqualTo(kind);
              assertThat(declined.detail()).isNotBlank();
            });
  }
}
