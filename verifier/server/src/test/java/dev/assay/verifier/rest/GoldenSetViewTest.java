package dev.assay.verifier.rest;

import static dev.assay.verifier.testing.TestService.done;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.assay.golden.GoldenJson;
import dev.assay.golden.GoldenSetInvalid;
import dev.assay.verifier.testing.TestService;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GoldenSetViewTest {
  /// As application.properties and Quarkus have it.
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .findAndAddModules()
          .defaultPropertyInclusion(
              com.fasterxml.jackson.annotation.JsonInclude.Value.construct(
                  Include.NON_ABSENT, Include.NON_ABSENT))
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .build();

  private final TestService service = new TestService();

  @Test
  void answerIsAGoldenFileOfTheSameSet() throws JsonProcessingException, GoldenSetInvalid {
    var drafted =
        done(
            service.golden.draft(
                TestService.MODEL,
                List.of(
                    service.active("a1", "clean-A1").id(), service.active("a2", "clean-A2").id()),
                Optional.empty(),
                TestService.OPERATOR));

    for (var golden : drafted.sets()) {
      var answer = JSON.writeValueAsString(GoldenSetView.of(golden));
      assertThat(GoldenJson.read(answer)).isEqualTo(golden.set());
    }
  }
}
