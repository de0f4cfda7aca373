package dev.assay.appraisal.check;

import dev.assay.appraisal.boot.BootFacts;
import dev.assay.appraisal.boot.BootOption;
import dev.assay.appraisal.boot.ClaimedFact;
import dev.assay.appraisal.boot.LoadedImage;
import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.eventlog.Event;
import dev.assay.appraisal.eventlog.EventLog;
import dev.assay.appraisal.eventlog.EventPayload;
import dev.assay.appraisal.eventlog.EventType;
import dev.assay.appraisal.eventlog.LoadOption;
import dev.assay.appraisal.eventlog.VariableContent;
import dev.assay.appraisal.tpm.Digest;
import dev.assay.appraisal.tpm.HashAlgorithm;
import dev.assay.appraisal.tpm.PcrIndex;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Reads from a log what a boot was. Of PCRs that are not explained nothing is a fact, and of the
/// others only what hashes to its digest; the types of events no digest covers, so they decide
/// where something is shown and never what it is worth.
final class FactsReader {
  private static final int CRTM = 0;
  private static final int GRUB_COMMANDS = 8;
  private static final int STUB_COMMAND_LINE = 12;
  private static final String KERNEL = "kernel_cmdline";
  private static final Set<EventType> IMAGES =
      Set.of(
          EventType.EFI_BOOT_SERVICES_APPLICATION,
          EventType.EFI_BOOT_SERVICES_DRIVER,
          EventType.EFI_RUNTIME_SERVICES_DRIVER);

  private final Set<PcrIndex> explained;
  private final HashAlgorithm bank;
  private final SecureBootReader secureBoot = new SecureBootReader();
  private final List<Integer> bootOrder = new ArrayList<>();
  private final List<BootOption> bootOptions = new ArrayList<>();
  private final List<LoadedImage> images = new ArrayList<>();
  private final List<String> commandLines = new ArrayList<>();
  private final List<ClaimedFact> claimed = new ArrayList<>();
  private final Set<KnownMeasurement> known = EnumSet.noneOf(KnownMeasurement.class);
  private Optional<String> firmwareVersion = Optional.empty();
  private int bootAttempts;

  private FactsReader(Set<PcrIndex> explained, HashAlgorithm bank) {
    this.explained = explained;
    this.bank = bank;
  }

  /// @param explained the PCRs whose quoted value the log explains in every quoted bank
  /// @param bank a strong one that was quoted
  static BootFacts read(EventLog log, Set<PcrIndex> explained, HashAlgorithm bank) {
    var reader = new FactsReader(explained, bank);
    for (Event event : log.events()) {
      if (event.extended()) {
        reader.read(event);
      }
    }
    return reader.facts();
  }

  private BootFacts facts() {
    return new BootFacts(
        firmwareVersion,
        secureBoot.facts(),
        bootOrder,
        bootOptions,
        bootAttempts,
        images,
        commandLines,
        known.contains(KnownMeasurement.DEBUG_MODE),
        known.contains(KnownMeasurement.DMA_PROTECTION_DISABLED),
        known.contains(KnownMeasurement.EXIT_SUCCESS),
        claimed);
  }

  private void read(Event event) {
    boolean explains = explained.contains(PcrIndex.of((int) event.pcr()));
    if (explains) {
      KnownMeasurement.of(event, bank).ifPresent(this::note);
    }
    if (IMAGES.contains(event.type())) {
      readImage(event, explains);
    } else if (explains && event.verified()) {
      readVerified(event);
    } else if (isOfInterest(event)) {
      add(claimed, claim(event));
    }
  }

  private void note(KnownMeasurement measurement) {
    known.add(measurement);
    bootAttempts += measurement == KnownMeasurement.CALLING_BOOT_OPTION ? 1 : 0;
  }

  private void readImage(Event event, boolean explains) {
    if (explains) {
      String file =
          event.payload() instanceof EventPayload.ImageLoad image ? image.path().file() : "";
      // A copy: the facts outlive the log and must not hold on to it.
      Digest digest = new Digest(bank, Bytes.wrap(event.digest(bank).value().toArray()));
      add(images, new LoadedImage((int) event.pcr(), event.index(), digest, file));
    } else {
      add(claimed, claim(event));
    }
  }

  private void readVerified(Event event) {
    switch (event.payload()) {
      case EventPayload.CrtmVersion(String text) -> readVersion(event, text);
      case EventPayload.IplText(String prefix, String text) -> readText(event, prefix, text);
      case EventPayload.UefiVariable variable when event.pcr() == SecureBootReader.PCR ->
          secureBoot.read(event, variable);
      case EventPayload.UefiVariable variable -> readBootVariable(event, variable);
      default -> {}
    }
  }

  private void readVersion(Event event, String text) {
    if (event.pcr() == CRTM && firmwareVersion.isEmpty() && !text.isBlank()) {
      firmwareVersion = Optional.of(text);
    }
  }

  /// GRUB names the kernel's command line in PCR 8; systemd's stub has PCR 12 for it alone. The
  /// text is measured, the name is not.
  private void readText(Event event, String prefix, String text) {
    boolean kernels = event.pcr() == GRUB_COMMANDS && prefix.equals(KERNEL);
    if (kernels || event.pcr() == STUB_COMMAND_LINE) {
      add(commandLines, text);
    }
  }

  private void readBootVariable(Event event, EventPayload.UefiVariable variable) {
    if (variable.content() instanceof LoadOption option) {
      add(
          bootOptions,
          new BootOption(
              event.index(), variable.name(), option.description(), option.path().file()));
    } else if (variable.content() instanceof VariableContent.BootOrder(List<Integer> entries)
        && bootOrder.isEmpty()
        && variable.name().equals("BootOrder")) {
      bootOrder.addAll(entries.subList(0, Math.min(entries.size(), BootFacts.MAX_ENTRIES)));
    }
  }

  /// Whether the event tells of what would be a fact, could it be believed.
  private static boolean isOfInterest(Event event) {
    return event.mayBeOfData()
        && switch (event.payload()) {
          case EventPayload.CrtmVersion _, EventPayload.UefiVariable _ -> true;
          case EventPayload.IplText(String prefix, _) -> prefix.equals(KERNEL);
          default -> false;
        };
  }

  private static ClaimedFact claim(Event event) {
    return new ClaimedFact(
        (int) event.pcr(), event.index(), event.type().name() + " " + event.detail());
  }

  private static <T> void add(List<T> list, T element) {
    if (list.size() < BootFacts.MAX_ENTRIES) {
      list.add(element);
    }
  }
}
