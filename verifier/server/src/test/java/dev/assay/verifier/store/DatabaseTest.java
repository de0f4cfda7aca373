package dev.assay.verifier.store;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.verifier.service.StoreUnavailable;
import dev.assay.verifier.testing.TestPostgres;
import org.jdbi.v3.core.JdbiException;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

class DatabaseTest {

  @Test
  void databaseThatIsAwayIsToldFromWorkThatIsWrong() {
    var nowhere = new PGSimpleDataSource();
    nowhere.setUrl("jdbc:postgresql://127.0.0.1:1/nowhere");

    assertThatThrownBy(() -> new Database(nowhere).read(handle -> handle.execute("SELECT 1")))
        .isInstanceOf(StoreUnavailable.class);
    assertThatThrownBy(
            () -> new Database(TestPostgres.fresh()).read(handle -> handle.execute("SELECT x")))
        .isInstanceOf(JdbiException.class);
  }

  @Test
  void connectionThatBreaksUnderWorkIsUnavailable() {
    var source = TestPostgres.fresh();

    assertThatThrownBy(
            () ->
                new Database(source)
                    .read(
                        handle -> handle.execute("SELECT pg_terminate_backend(pg_backend_pid())")))
        .isInstanceOf(StoreUnavailable.class);
  }
}
