package dev.assay.helm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ValuesTableTest {
  static java.util.List<ValuesTable.Row> rows() throws IOException {
    return ValuesTable.rows();
  }

  @Test
  void readmeIsAsItsSourcesSay() throws IOException {
    var readme = Chart.FOLDER.resolve("README.md");
    if ("write".equals(System.getProperty("helm.readme"))) {
      Files.writeString(readme, ValuesTable.readme());
    }
    assertThat(Files.readString(readme))
        .as("helm/assay/README.md is stale: ./mvnw -pl helm test -Dhelm.readme=write")
        .isEqualTo(ValuesTable.readme());
  }

  @ParameterizedTest
  @MethodSource("rows")
  void everyValueIsExplained(ValuesTable.Row row) {
    assertThat(row.comment()).as(row.path()).isNotEmpty();
  }

  @ParameterizedTest
  @MethodSource("rows")
  void schemaKnowsEveryValue(ValuesTable.Row row) {
    var schema = ValuesSchema.at(row.path().split("\\.", -1));
    assertThat(schema.isMissingNode()).as(row.path()).isFalse();
    assertThat(schema.isEmpty()).as(row.path()).isFalse();
  }
}
