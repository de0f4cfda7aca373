package dev.assay.agent.doctor;

import dev.assay.agent.config.Settings;
import dev.assay.agent.host.BootId;
import dev.assay.agent.host.ComponentReport;
import dev.assay.agent.host.EventLogFile;
import dev.assay.agent.host.HostReport;
import dev.assay.agent.host.LogReading;
import dev.assay.agent.log.Printable;
import dev.assay.agent.state.StateFolder;
import java.io.IOException;
import java.util.function.Consumer;

/// Looks at the host: event log, boot id, SMBIOS strings, components, state folder, enrollment.
public final class HostCheckup {
  private final Settings settings;

  /// A look at the host, in the places that the settings name.
  public HostCheckup(Settings settings) {
    this.settings = settings;
  }

  /// Looks, and hands on what was seen.
  public void run(Consumer<Observation> seen) {
    seen.accept(eventLog());
    seen.accept(bootId());
    seen.accept(smbios());
    seen.accept(components());
    seen.accept(stateFolder());
    seen.accept(enrollment());
  }

  private Observation eventLog() {
    return switch (new EventLogFile(settings.eventLog()).examine()) {
      case LogReading.Present present ->
          Observation.ok(
              "event log", "%s, %d bytes".formatted(settings.eventLog(), present.length()));
      case LogReading.Absent absent ->
          Observation.fail(
              "event log",
              absent.reason(),
              "run as root; mount securityfs; with GRUB 2.06 boot by 'linuxefi'; see --event-log");
    };
  }

  private Observation bootId() {
    try {
      return Observation.ok("boot id", BootId.read(settings.bootId()).value());
    } catch (IOException e) {
      return Observation.fail("boot id", Printable.describe(e), "see --boot-id");
    }
  }

  private Observation smbios() {
    try {
      var facts = HostReport.read(settings.dmi(), settings.hostName(), "");
      var model =
          "%s %s %s"
              .formatted(facts.getSystemVendor(), facts.getProductName(), facts.getBoardVersion());
      return model.isBlank()
          ? Observation.warn(
              "board model",
              "no SMBIOS strings in " + settings.dmi(),
              "the machine's board model can't be proposed; see --dmi")
          : Observation.ok("board model", model.strip() + ", host name " + facts.getHostName());
    } catch (IOException e) {
      return Observation.fail("board model", Printable.describe(e), "see --dmi");
    }
  }

  private Observation components() {
    var inventory = ComponentReport.read(settings.sysfs());
    if (inventory.hasPciAbsent() || inventory.hasSmbiosAbsent()) {
      return Observation.warn(
          "components",
          inventory.hasPciAbsent() ? inventory.getPciAbsent() : inventory.getSmbiosAbsent(),
          "an added or missing component can't be seen; run as root, see --sysfs");
    }
    return Observation.ok(
        "components",
        "%d PCI functions, SMBIOS table of %d bytes"
            .formatted(inventory.getPciDevicesCount(), inventory.getSmbiosTable().size()));
  }

  private Observation stateFolder() {
    var state = new StateFolder(settings.state());
    try {
      state.tryWriting();
      if (state.isOpenToOthers()) {
        return Observation.warn(
            "state folder",
            state.path() + " can be read by other users",
            "chmod 700 the folder and 600 its files");
      }
      return Observation.ok("state folder", state.path() + " can be written");
    } catch (IOException e) {
      return Observation.fail("state folder", Printable.describe(e), "see --state; run as root");
    }
  }

  private Observation enrollment() {
    try {
      return new StateFolder(settings.state())
          .enrollment()
          .map(
              e ->
                  Observation.ok(
                      "enrollment",
                      "machine %s at %s since %s".formatted(e.machineId(), e.verifier(), e.at())))
          .orElseGet(
              () ->
                  Observation.fail(
                      "enrollment", "not enrolled from this folder", "run 'assay-agent enroll'"));
    } catch (IOException e) {
      return Observation.fail("enrollment", Printable.describe(e), "see --state; run as root");
    }
  }
}
