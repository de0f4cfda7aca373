package dev.assay.verifier.service;

import static dev.assay.verifier.testing.Assertions.assertDeclined;
import static dev.assay.verifier.testing.TestService.done;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.verifier.testing.TableDump;
import dev.assay.verifier.testing.TestService;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class TokensTest {
  private final TestService service = new TestService();

  @Test
  void tokenNamesItsHolder() {
    var issued = issue();

    var holder = service.tokens.authenticate(issued.token()).orElseThrow();

    assertThat(holder.name()).isEqualTo("ci");
    assertThat(holder.role()).isEqualTo(Role.VIEWER);
    assertThat(issued.token()).matches("assay_[0-9a-f]{16}_[A-Za-z0-9_-]{43}");
  }

  @Test
  void secretIsKeptNowhere() {
    var secret = issue().token().substring(23);

    assertThat(TableDump.of(service.source).toString()).doesNotContain(secret);
  }

  @Test
  void expiredTokenIsWorthless() {
    var token = issue().token();
    service.clock.advance(Duration.ofDays(1));

    assertThat(service.tokens.authenticate(token)).isEmpty();
  }

  @Test
  void revokedTokenIsWorthless() {
    var issued = issue();
    done(service.tokens.revoke(issued.record().id(), TestService.OPERATOR));

    assertThat(service.tokens.authenticate(issued.token())).isEmpty();
    assertDeclined(
        service.tokens.revoke(issued.record().id(), TestService.OPERATOR), Decline.NOT_FOUND);
  }

  @Test
  void alteredTokenIsWorthless() {
    var token = issue().token();
    char last = token.charAt(30) == 'A' ? 'B' : 'A';

    assertThat(service.tokens.authenticate(token.substring(0, 30) + last + token.substring(31)))
        .isEmpty();
    assertThat(service.tokens.authenticate("")).isEmpty();
    assertThat(service.tokens.authenticate(token + "\n")).isEmpty();
  }

  @Test
  void nameHoldsNoControlCharacters() {
    assertDeclined(
        service.tokens.issue("a\nb", Role.VIEWER, Duration.ofDays(1), TestService.OPERATOR),
        Decline.INVALID);
  }

  @Test
  void nameIsNotTheVerifiersOwn() {
    assertDeclined(
        service.tokens.issue("The Verifier", Role.VIEWER, Duration.ofDays(1), TestService.OPERATOR),
        Decline.INVALID);
  }

  @Test
  void firstAdministratorIsMadeOnce() {
    var first = service.tokens.issueFirst(Duration.ofDays(90), false).orElseThrow();

    assertThat(service.tokens.issueFirst(Duration.ofDays(90), false)).isEmpty();
    assertThat(service.tokens.authenticate(first.token()).orElseThrow().role())
        .isEqualTo(Role.ADMIN);
    assertThat(first.toString()).doesNotContain(first.token());
  }

  @Test
  void lostFirstTokenIsReplacedOnDemand() {
    var lost = service.tokens.issueFirst(Duration.ofDays(90), false).orElseThrow();

    var another = service.tokens.issueFirst(Duration.ofDays(90), true).orElseThrow();

    assertThat(another.token()).isNotEqualTo(lost.token());
    assertThat(service.tokens.authenticate(another.token()).orElseThrow().role())
        .isEqualTo(Role.ADMIN);
  }

  private Tokens.Issued issue() {
    return done(service.tokens.issue("ci", Role.VIEWER, Duration.ofDays(1), TestService.OPERATOR));
  }
}
