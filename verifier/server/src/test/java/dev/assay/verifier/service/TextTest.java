package dev.assay.verifier.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextTest {

  @ParameterizedTest
  @ValueSource(strings = {"a\nb", "a\u001b[31mb", "a\u202eb", "a\u2028b", "a\ud800b", "a\u0000b"})
  void unprintableCharactersAreReplacedInReportsAndRefusedInOrders(String text) {
    assertThat(Text.cleaned(text, 100)).startsWith("a\ufffd");
    assertThat(Text.written(text, 100)).isEmpty();
  }

  @Test
  void reportIsCutAndOrderRefusedWhereTooLong() {
    assertThat(Text.cleaned("abcdef", 3)).isEqualTo("abc");
    assertThat(Text.written("abcdef", 3)).isEmpty();
  }

  @Test
  void hostFactsAreCleanedOnTheirWayIn() {
    var host = new HostFacts(Map.of(HostFact.HOST_NAME, " node\t1 ", HostFact.BOARD_NAME, "  "));

    assertThat(host.hostName()).isEqualTo("node\ufffd1");
    assertThat(host.get(HostFact.BOARD_NAME)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " X", "X ", "-X", "a\nb", "ä", "a<b", "a'b"})
  void boardModelHasItsGrammar(String name) {
    assertThat(BoardModel.parse(name)).isEmpty();
  }

  @Test
  void placeholderSerialsTellNothing() {
    var host =
        new HostFacts(
            Map.of(
                HostFact.BOARD_SERIAL, "To be filled by O.E.M.",
                HostFact.CHASSIS_SERIAL, "00000000"));

    assertThat(Serials.board(host)).isEmpty();
    assertThat(Serials.chassis(host)).isEmpty();
  }
}
