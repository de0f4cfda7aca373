package dev.assay.verifier.metrics;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.AgroalDataSourceMetrics;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.function.ToDoubleFunction;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// The connections to the database that this verifier holds.
@Singleton
public class PoolGauges {
  private final AgroalDataSource source;
  private final MeterRegistry registry;
  private final int most;

  public PoolGauges(
      AgroalDataSource source,
      MeterRegistry registry,
      @ConfigProperty(name = "quarkus.datasource.jdbc.max-size") int most) {
    this.source = source;
    this.registry = registry;
    this.most = most;
  }

  void show(@Observes StartupEvent start) {
    pool("active", AgroalDataSourceMetrics::activeCount);
    pool("idle", AgroalDataSourceMetrics::availableCount);
    Gauge.builder("assay.database.pool.waiting", () -> source.getMetrics().awaitingCount())
        .description("Threads that wait for a connection")
        .baseUnit("threads")
        .register(registry);
    Gauge.builder("assay.database.pool.limit", () -> most)
        .description("The most connections that there may be")
        .baseUnit("connections")
        .register(registry);
  }

  private void pool(String state, ToDoubleFunction<AgroalDataSourceMetrics> count) {
    Gauge.builder("assay.database.pool", source, of -> count.applyAsDouble(of.getMetrics()))
        .description("Connections to the database, in use and idle")
        .baseUnit("connections")
        .tag("state", state)
        .register(registry);
  }
}
