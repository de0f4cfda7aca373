package dev.assay.verifier.wiring;

import dev.assay.appraisal.Appraiser;
import dev.assay.appraisal.Rarity;
import dev.assay.appraisal.enroll.TpmDenyList;
import dev.assay.appraisal.enroll.TrustRoots;
import dev.assay.verifier.service.AppraisalRecords;
import dev.assay.verifier.service.AppraiseEvidence;
import dev.assay.verifier.service.AttestMachine;
import dev.assay.verifier.service.AttestNow;
import dev.assay.verifier.service.AttestSession;
import dev.assay.verifier.service.AttestSignals;
import dev.assay.verifier.service.AuditLog;
import dev.assay.verifier.service.EkVetting;
import dev.assay.verifier.service.EndedSets;
import dev.assay.verifier.service.EnrollMachine;
import dev.assay.verifier.service.EnrollmentRecords;
import dev.assay.verifier.service.GoldenCatalogue;
import dev.assay.verifier.service.GoldenLife;
import dev.assay.verifier.service.GoldenRecords;
import dev.assay.verifier.service.ImageRecords;
import dev.assay.verifier.service.ImportGolden;
import dev.assay.verifier.service.InventoryRecords;
import dev.assay.verifier.service.KnownLogs;
import dev.assay.verifier.service.LiveStreams;
import dev.assay.verifier.service.MachineRecords;
import dev.assay.verifier.service.ManageGolden;
import dev.assay.verifier.service.ManageImages;
import dev.assay.verifier.service.ManageMachines;
import dev.assay.verifier.service.ManageModels;
import dev.assay.verifier.service.ManageRacks;
import dev.assay.verifier.service.ManageShipments;
import dev.assay.verifier.service.ManageSources;
import dev.assay.verifier.service.ModelRecords;
import dev.assay.verifier.service.Observer;
import dev.assay.verifier.service.PreviewGolden;
import dev.assay.verifier.service.RackRecords;
import dev.assay.verifier.service.Reappraise;
import dev.assay.verifier.service.ReferenceSources;
import dev.assay.verifier.service.ServicePolicy;
import dev.assay.verifier.service.ShipmentRecords;
import dev.assay.verifier.service.SiblingRecords;
import dev.assay.verifier.service.Siblings;
import dev.assay.verifier.service.SignatureRule;
import dev.assay.verifier.service.TokenRecords;
import dev.assay.verifier.service.Tokens;
import dev.assay.verifier.service.Turns;
import dev.assay.verifier.service.VendorRoots;
import dev.assay.verifier.service.ViewBoot;
import dev.assay.verifier.service.ViewFleet;
import dev.assay.verifier.service.ViewOutliers;
import dev.assay.verifier.service.ViewRollout;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// The use cases, put together. They are plain Java; only here does a container know of them.
final class ServiceBeans {
  private static final long MIB = 1024L * 1024;

  @Produces
  @Singleton
  InstantSource clock() {
    return Clock.systemUTC();
  }

  @Produces
  @Singleton
  SecureRandom random() {
    return new SecureRandom();
  }

  @Produces
  @Singleton
  ServicePolicy policy(
      AssayConfig config, @ConfigProperty(name = "quarkus.application.version") String version) {
    return new ServicePolicy(
        Duration.ofSeconds(config.interval()),
        config.softwareTpms() == AssayConfig.SoftwareTpms.ALLOW,
        config.osLayer(),
        Duration.ofDays(config.retentionDays()),
        version);
  }

  @Produces
  @Singleton
  TrustRoots roots(AssayConfig config) {
    return config.ekRoots().map(RootFolder.EK::load).orElse(TrustRoots.NONE);
  }

  @Produces
  @Singleton
  VendorRoots vendorRoots(AssayConfig config) {
    return config
        .rimRoots()
        .map(RootFolder.RIM::load)
        .<VendorRoots>map(
            loaded ->
                new VendorRoots.Own(
                    Stream.concat(loaded.roots().stream(), loaded.intermediates().stream())
                        .toList()))
        .orElseGet(VendorRoots.OfTheBringer::new);
  }

  @Produces
  @Singleton
  TpmDenyList deniedTpms(AssayConfig config) {
    return config.tpmDenyList().map(DenyListFile::load).orElse(TpmDenyList.NONE);
  }

  @Produces
  @Singleton
  LiveStreams streams(AssayConfig config) {
    return new LiveStreams(config.maxUnprovenStreams());
  }

  @Produces
  @Singleton
  KnownLogs logs(AppraisalRecords records, AssayConfig config) {
    return new KnownLogs(records, config.logCacheMib() * MIB);
  }

  @Produces
  @Singleton
  Appraiser appraiser() {
    return new Appraiser();
  }

  @Produces
  @Singleton
  Rarity.Threshold rare(AssayConfig config) {
    try {
      return new Rarity.Threshold(config.rareCohort(), config.rarePercent());
    } catch (IllegalArgumentException senseless) {
      throw new StartupFailure(
          "ASSAY_RARE_COHORT is 2 or more, and ASSAY_RARE_PERCENT is 1 to 49.", senseless);
    }
  }

  @Produces
  @Singleton
  Siblings siblings(SiblingRecords records, Rarity.Threshold threshold) {
    return new Siblings(records, threshold);
  }

  @Produces
  @Singleton
  ViewOutliers outliers(
      SiblingRecords records, ViewFleet fleet, KnownLogs logs, Rarity.Threshold threshold) {
    return new ViewOutliers(records, fleet, logs, threshold);
  }

  @Produces
  @Singleton
  EnrollMachine enroll(
      EnrollmentRecords records,
      TrustRoots roots,
      TpmDenyList denied,
      ServicePolicy policy,
      InstantSource clock,
      SecureRandom random) {
    return new EnrollMachine(
        records, new EkVetting(roots, denied, policy.softwareTpmsAllowed()), clock, random);
  }

  @Produces
  @Singleton
  AttestMachine attest(
      MachineRecords machines,
      AppraisalRecords appraisals,
      InventoryRecords inventories,
      GoldenCatalogue golden,
      KnownLogs logs,
      ModelRecords models,
      Siblings siblings,
      Appraiser appraiser,
      LiveStreams streams,
      ServicePolicy policy,
      InstantSource clock,
      SecureRandom random,
      Observer observer,
      @ConfigProperty(name = "quarkus.datasource.jdbc.max-size") int connections) {
    var appraise =
        new AppraiseEvidence(
            machines,
            appraisals,
            inventories,
            golden,
            logs,
            models,
            siblings,
            appraiser,
            policy,
            clock,
            observer);
    // The other connections are for people, for hooks and for what runs by the clock.
    var turns = new Turns(Math.max(1, connections * 3 / 5), AttestSession.TIME_TO_ANSWER);
    return new AttestMachine(machines, inventories, appraise, streams, turns, clock, random);
  }

  @Produces
  @Singleton
  AttestNow attestNow(
      MachineRecords machines,
      AttestSignals signals,
      LiveStreams streams,
      AuditLog audit,
      InstantSource clock) {
    return new AttestNow(machines, signals, streams, audit, clock);
  }

  @Produces
  @Singleton
  ViewFleet fleet(
      MachineRecords machines,
      AppraisalRecords appraisals,
      InventoryRecords inventories,
      ServicePolicy policy,
      InstantSource clock) {
    return new ViewFleet(machines, appraisals, inventories, policy, clock);
  }

  @Produces
  @Singleton
  ViewBoot boots(
      AppraisalRecords appraisals, KnownLogs logs, Appraiser appraiser, ServicePolicy policy) {
    return new ViewBoot(appraisals, logs, appraiser, policy);
  }

  @Produces
  @Singleton
  ManageMachines machines(
      MachineRecords machines,
      ViewFleet fleet,
      AttestSignals signals,
      AuditLog audit,
      InstantSource clock) {
    return new ManageMachines(machines, fleet, signals, audit, clock);
  }

  @Produces
  @Singleton
  ManageModels models(ModelRecords records, AuditLog audit, InstantSource clock) {
    return new ManageModels(records, audit, clock);
  }

  @Produces
  @Singleton
  ManageRacks racks(RackRecords records, AuditLog audit) {
    return new ManageRacks(records, audit);
  }

  @Produces
  @Singleton
  ManageImages images(
      ImageRecords images,
      MachineRecords machines,
      ViewFleet fleet,
      PreviewGolden preview,
      AttestSignals signals,
      AuditLog audit,
      InstantSource clock) {
    return new ManageImages(images, machines, fleet, preview, signals, audit, clock);
  }

  @Produces
  @Singleton
  ManageShipments shipments(
      ShipmentRecords records, AttestSignals signals, AuditLog audit, InstantSource clock) {
    return new ManageShipments(records, signals, audit, clock);
  }

  @Produces
  @Singleton
  ManageGolden golden(
      GoldenRecords records,
      GoldenLife life,
      MachineRecords machines,
      AppraisalRecords appraisals,
      InventoryRecords inventories,
      KnownLogs logs,
      AuditLog audit,
      InstantSource clock,
      SecureRandom random) {
    return new ManageGolden(
        records, life, machines, appraisals, inventories, logs, audit, clock, random);
  }

  @Produces
  @Singleton
  GoldenCatalogue catalogue(
      GoldenRecords records, SignatureRule rule, EndedSets ended, InstantSource clock) {
    return new GoldenCatalogue(records, rule, ended, clock);
  }

  @Produces
  @Singleton
  PreviewGolden preview(
      GoldenRecords records,
      GoldenCatalogue catalogue,
      MachineRecords machines,
      AppraisalRecords appraisals,
      InventoryRecords inventories,
      KnownLogs logs,
      ServicePolicy policy) {
    return new PreviewGolden(records, catalogue, machines, appraisals, inventories, logs, policy);
  }

  @Produces
  @Singleton
  GoldenLife goldenLife(
      GoldenRecords records,
      SignatureRule rule,
      PreviewGolden preview,
      EndedSets ended,
      AttestSignals signals,
      AuditLog audit,
      InstantSource clock) {
    return new GoldenLife(records, rule, preview, ended, signals, audit, clock);
  }

  @Produces
  @Singleton
  ImportGolden importGolden(
      GoldenRecords records,
      GoldenLife life,
      SignatureRule rule,
      AuditLog audit,
      InstantSource clock) {
    return new ImportGolden(records, life, rule, audit, clock);
  }

  @Produces
  @Singleton
  ManageSources sources(
      ReferenceSources sources,
      GoldenRecords golden,
      VendorRoots roots,
      AuditLog audit,
      InstantSource clock) {
    return new ManageSources(sources, golden, roots, audit, clock);
  }

  @Produces
  @Singleton
  ViewRollout rollout(GoldenRecords golden, MachineRecords machines) {
    return new ViewRollout(golden, machines);
  }

  @Produces
  @Singleton
  Reappraise reappraise(
      MachineRecords machines,
      AppraisalRecords appraisals,
      GoldenRecords golden,
      SignatureRule rule,
      KnownLogs logs,
      ServicePolicy policy,
      InstantSource clock) {
    return new Reappraise(machines, appraisals, golden, rule, logs, policy, clock);
  }

  @Produces
  @Singleton
  EndedSets endedSets(AssayConfig config) {
    return EndedSetsFile.in(config.data());
  }

  @Produces
  @Singleton
  SignersFolder signers(AssayConfig config) {
    return config.signers().map(SignersFolder::at).orElseGet(() -> SignersFolder.in(config.data()));
  }

  @Produces
  @Singleton
  SignatureRule signatures(AssayConfig config, SignersFolder signers) {
    if (config.goldenSignatures() < 0 || config.goldenSignatures() > SignatureRule.MOST) {
      throw new StartupFailure(
          "ASSAY_GOLDEN_SIGNATURES is %d. Set it to a number from 0 to %d."
              .formatted(config.goldenSignatures(), SignatureRule.MOST));
    }
    return new SignatureRule(config.goldenSignatures(), signers);
  }

  @Produces
  @Singleton
  Tokens tokens(TokenRecords records, AuditLog audit, InstantSource clock, SecureRandom random) {
    return new Tokens(records, audit, clock, random);
  }
}
