package dev.assay.agent;

import com.google.protobuf.ByteString;
import dev.assay.agent.config.ConfigurationException;
import dev.assay.agent.config.Setting;
import dev.assay.agent.config.Settings;
import dev.assay.agent.evidence.EvidenceFolder;
import dev.assay.agent.evidence.JsonText;
import dev.assay.agent.evidence.PciJson;
import dev.assay.agent.evidence.PcrJson;
import dev.assay.agent.host.BootId;
import dev.assay.agent.host.ComponentReport;
import dev.assay.agent.host.EventLogFile;
import dev.assay.agent.host.LogReading;
import dev.assay.agent.host.Uptime;
import dev.assay.agent.log.Field;
import dev.assay.agent.log.Log;
import dev.assay.agent.state.StateFolder;
import dev.assay.agent.tpm.AttestationKey;
import dev.assay.agent.tpm.EndorsementKey;
import dev.assay.agent.tpm.PcrBank;
import dev.assay.agent.tpm.Tpm;
import dev.assay.agent.tpm.TpmException;
import dev.assay.v1.HostFacts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/// `assay-agent collect`: evidence as files, without a verifier.
final class CollectCommand implements Command {
  private static final String OUT = "--out";
  private static final String NONCE = "--nonce";
  private static final int NONCE_LIMIT = 64;
  private static final int FIRST_16_PCRS = 0xFFFF;

  @Override
  public String name() {
    return "collect";
  }

  @Override
  public String description() {
    return "Write this machine's evidence into a folder, without a verifier: quote, signature,"
        + " keys, PCR values, event log, host facts, components. Check it with: tpm2_checkquote -u"
        + " ak.pem -m quote.msg -s quote.sig -q NONCE -g sha256";
  }

  @Override
  public Set<Setting> settings() {
    return EnumSet.complementOf(
        EnumSet.of(Setting.VERIFIER, Setting.CA, Setting.TLS_PROXY_CERTIFICATE_BINDING));
  }

  @Override
  public List<OwnFlag> ownFlags() {
    return List.of(
        new OwnFlag(OUT, "DIR", "Folder to write into; must be new or empty."),
        new OwnFlag(
            NONCE,
            "HEX",
            "What the quote is made over, up to 64 bytes. Default: 32 random bytes."));
  }

  @Override
  public Exit run(Invocation invocation) throws ConfigurationException, TpmException, IOException {
    var settings = invocation.settings();
    var out =
        invocation
            .ownFlag(OUT)
            .orElseThrow(() -> new ConfigurationException("collect needs --out DIR"));
    var nonce = nonce(invocation);
    try (var tpm = Tpm.open(settings.tpm())) {
      var folder = EvidenceFolder.create(Path.of(out));
      var ak = attestationKey(tpm, settings, invocation.log());
      var quote = tpm.quote(ak, nonce, selection(tpm));
      folder.write("nonce.hex", HexFormat.of().formatHex(nonce.toByteArray()) + "\n");
      folder.write("quote.msg", quote.attest());
      folder.write("quote.sig", quote.signature());
      folder.write("pcrs.json", PcrJson.of(quote.values()));
      folder.writePublicArea("ak.pub", ak.publicArea());
      folder.writePem("ak.pem", ak.publicKey());
      writeLog(folder, settings, invocation.log());
      writeEndorsementKey(folder, MachineReader.endorsementKeyOf(tpm, ak, settings.ek()));
      writeComponents(folder, settings, invocation.log());
      writeHost(folder, settings, MachineReader.facts(settings, tpm, invocation.version()));
      invocation.out().println("evidence in " + folder.path());
      return Exit.OK;
    }
  }

  private static ByteString nonce(Invocation invocation) throws ConfigurationException {
    var given = invocation.ownFlag(NONCE);
    if (given.isEmpty()) {
      var random = new byte[32];
      new SecureRandom().nextBytes(random);
      return ByteString.copyFrom(random);
    }
    try {
      var nonce = HexFormat.of().parseHex(given.get());
      if (nonce.length >= 1 && nonce.length <= NONCE_LIMIT) {
        return ByteString.copyFrom(nonce);
      }
    } catch (IllegalArgumentException e) {
      throw new ConfigurationException("--nonce: not hexadecimal: " + e.getMessage());
    }
    throw new ConfigurationException("--nonce: 1 to " + NONCE_LIMIT + " bytes, in hexadecimal");
  }

  /// The kept key; where there is none, one that is forgotten afterwards.
  private static AttestationKey attestationKey(Tpm tpm, Settings settings, Log log)
      throws TpmException, IOException {
    var kept = new StateFolder(settings.state()).key();
    if (kept.isPresent()) {
      return kept.get();
    }
    log.info(
        "not enrolled: signing with an attestation key made for this",
        Field.of("state", settings.state()));
    return tpm.createAttestationKey(tpm.endorsementKey(settings.ek()), settings.ak());
  }

  private static List<PcrBank> selection(Tpm tpm) throws TpmException {
    return tpm.activeBanks().stream()
        .map(bank -> new PcrBank(bank.algorithm(), bank.mask() & FIRST_16_PCRS))
        .filter(bank -> bank.mask() != 0)
        .toList();
  }

  private static void writeLog(EvidenceFolder folder, Settings settings, Log log)
      throws IOException {
    var file = folder.path().resolve("binary_bios_measurements");
    LogReading reading;
    try (var copy = Files.newOutputStream(file, StandardOpenOption.CREATE_NEW)) {
      reading =
          new EventLogFile(settings.eventLog())
              .<IOException>read((buffer, length, _) -> copy.write(buffer, 0, length));
    }
    if (reading instanceof LogReading.Absent absent) {
      Files.delete(file);
      log.warn("no event log", Field.of("reason", absent.reason()));
    }
  }

  private static void writeEndorsementKey(EvidenceFolder folder, EndorsementKey ek)
      throws IOException {
    folder.writePublicArea("ek.pub", ek.publicArea());
    if (ek.certificate().isPresent()) {
      folder.write("ek.cert.der", ek.certificate().get());
    }
    for (var i = 0; i < ek.chain().size(); i++) {
      folder.write("ek-chain-%d.der".formatted(i), ek.chain().get(i));
    }
  }

  private static void writeComponents(EvidenceFolder folder, Settings settings, Log log)
      throws IOException {
    var inventory = ComponentReport.read(settings.sysfs());
    if (inventory.hasPciAbsent()) {
      log.warn("no PCI devices", Field.of("reason", inventory.getPciAbsent()));
    } else {
      folder.write("pci.json", PciJson.of(inventory.getPciDevicesList()));
    }
    if (inventory.hasSmbiosAbsent()) {
      log.warn("no SMBIOS table", Field.of("reason", inventory.getSmbiosAbsent()));
    } else {
      folder.write("smbios.bin", inventory.getSmbiosTable());
    }
  }

  private static void writeHost(EvidenceFolder folder, Settings settings, HostFacts facts)
      throws IOException {
    var values = new TreeMap<String, String>();
    facts.getAllFields().forEach((field, value) -> values.put(field.getName(), value.toString()));
    values.put("boot_id", BootId.read(settings.bootId()).value());
    values.put("uptime_millis", Long.toString(Uptime.millis()));
    folder.write("host.json", JsonText.ofStrings(values) + "\n");
  }
}
