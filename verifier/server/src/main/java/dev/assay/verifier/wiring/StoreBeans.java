package dev.assay.verifier.wiring;

import dev.assay.verifier.service.AppraisalRecords;
import dev.assay.verifier.service.AttestSignals;
import dev.assay.verifier.service.AuditLog;
import dev.assay.verifier.service.AuditRecords;
import dev.assay.verifier.service.EnrollmentRecords;
import dev.assay.verifier.service.GoldenRecords;
import dev.assay.verifier.service.ImageRecords;
import dev.assay.verifier.service.InventoryRecords;
import dev.assay.verifier.service.MachineRecords;
import dev.assay.verifier.service.ModelRecords;
import dev.assay.verifier.service.Observer;
import dev.assay.verifier.service.RackRecords;
import dev.assay.verifier.service.ReferenceSources;
import dev.assay.verifier.service.ShipmentRecords;
import dev.assay.verifier.service.SiblingRecords;
import dev.assay.verifier.service.TokenRecords;
import dev.assay.verifier.service.figures.FigureRecords;
import dev.assay.verifier.service.hooks.HookRecords;
import dev.assay.verifier.service.hooks.Outbox;
import dev.assay.verifier.service.quarantine.BlastRadius;
import dev.assay.verifier.service.quarantine.QuarantinePolicies;
import dev.assay.verifier.service.quarantine.QuarantineRecords;
import dev.assay.verifier.store.AppraisalStore;
import dev.assay.verifier.store.AuditReader;
import dev.assay.verifier.store.AuditStore;
import dev.assay.verifier.store.Database;
import dev.assay.verifier.store.EnrollmentStore;
import dev.assay.verifier.store.FigureStore;
import dev.assay.verifier.store.GoldenStore;
import dev.assay.verifier.store.HookStore;
import dev.assay.verifier.store.ImageStore;
import dev.assay.verifier.store.InventoryStore;
import dev.assay.verifier.store.MachineStore;
import dev.assay.verifier.store.ModelStore;
import dev.assay.verifier.store.OutboxStore;
import dev.assay.verifier.store.QuarantineLedger;
import dev.assay.verifier.store.QuarantineStore;
import dev.assay.verifier.store.RackStore;
import dev.assay.verifier.store.ReferenceStore;
import dev.assay.verifier.store.ShipmentStore;
import dev.assay.verifier.store.SiblingStore;
import dev.assay.verifier.store.SignalStore;
import dev.assay.verifier.store.TokenStore;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import javax.sql.DataSource;

/// The ports of the service, each with its PostgreSQL adapter.
final class StoreBeans {

  @Produces
  @Singleton
  Database database(DataSource source, Observer observer) {
    return new Database(source, observer);
  }

  @Produces
  @Singleton
  EnrollmentRecords enrollments(Database database, AssayConfig config) {
    return new EnrollmentStore(database, config.approveByManifest());
  }

  @Produces
  @Singleton
  ShipmentRecords shipments(Database database, AssayConfig config) {
    return new ShipmentStore(database, config.approveByManifest());
  }

  @Produces
  @Singleton
  MachineRecords machines(Database database) {
    return new MachineStore(database);
  }

  @Produces
  @Singleton
  AppraisalRecords appraisals(Database database, QuarantineLedger quarantine) {
    return new AppraisalStore(database, quarantine);
  }

  @Produces
  @Singleton
  QuarantineLedger quarantineLedger(
      QuarantinePolicies policies, BlastRadius radius, AuditLog audit) {
    return new QuarantineLedger(policies, radius, audit);
  }

  @Produces
  @Singleton
  QuarantineRecords quarantine(Database database, QuarantineLedger ledger) {
    return new QuarantineStore(database, ledger);
  }

  @Produces
  @Singleton
  RackRecords racks(Database database) {
    return new RackStore(database);
  }

  @Produces
  @Singleton
  HookRecords hooks(Database database) {
    return new HookStore(database);
  }

  @Produces
  @Singleton
  Outbox outbox(Database database) {
    return new OutboxStore(database);
  }

  @Produces
  @Singleton
  FigureRecords figures(Database database, InstantSource clock) {
    return new FigureStore(database, clock);
  }

  @Produces
  @Singleton
  InventoryRecords inventories(Database database) {
    return new InventoryStore(database);
  }

  @Produces
  @Singleton
  ModelRecords models(Database database) {
    return new ModelStore(database);
  }

  @Produces
  @Singleton
  ImageRecords images(Database database) {
    return new ImageStore(database);
  }

  @Produces
  @Singleton
  SiblingRecords siblings(Database database) {
    return new SiblingStore(database);
  }

  @Produces
  @Singleton
  GoldenRecords golden(Database database) {
    return new GoldenStore(database);
  }

  @Produces
  @Singleton
  ReferenceSources references(Database database) {
    return new ReferenceStore(database);
  }

  @Produces
  @Singleton
  TokenRecords tokens(Database database) {
    return new TokenStore(database);
  }

  @Produces
  @Singleton
  AuditLog auditLog(Database database, InstantSource clock, Observer observer) {
    return new AuditStore(database, clock, observer);
  }

  @Produces
  @Singleton
  AuditRecords auditRecords(Database database) {
    return new AuditReader(database);
  }

  @Produces
  @Singleton
  AttestSignals signals(Database database) {
    return new SignalStore(database);
  }
}
