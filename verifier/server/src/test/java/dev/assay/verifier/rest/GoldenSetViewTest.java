package dev.assay.verifier.rest;

import static dev.assay.verifier.testing.TestService.done;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.golden.GoldenJson;
import dev.assay.golden.GoldenSetInvalid;
import dev.assay.verifier.service.LearnOrder;
import dev.assay.verifier.service.SignatureCount;
import dev.assay.verifier.testing.TestService;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GoldenSetViewTest {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .findAndAddModules()
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .build();

  private final TestService service = new TestService();

  @Test
  void answerIsAGoldenFileOfTheSameSet() throws JsonProcessingException, GoldenSetInvalid {
    var drafted =
        done(
            service.golden.draft(
                new LearnOrder(
                    TestService.MODEL,
                    List.of(
                        service.active("a1", "clean-A1").id(),
                        service.active("a2", "clean-A2").id()),
                    Optional.empty()),
                TestService.OPERATOR));

    for (var golden : drafted.sets()) {
      var answer =
          withoutAbsent(
              JSON.valueToTree(GoldenSetView.of(golden, new SignatureCount(2, List.of()))));
      assertThat(GoldenJson.read(JSON.writeValueAsString(answer))).isEqualTo(golden.set());
    }
  }

  /// The service leaves out what is absent (application.properties).
  private static JsonNode withoutAbsent(JsonNode node) {
    node.forEach(GoldenSetViewTest::withoutAbsent);
    if (node instanceof ObjectNode object) {
      object.properties().removeIf(field -> field.getValue().isNull());
    }
    return node;
  }
}
