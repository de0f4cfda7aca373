package dev.assay.verifier.service;

import static dev.assay.verifier.service.Outcome.declined;
import static dev.assay.verifier.service.Outcome.done;

import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.tpm.HashAlgorithm;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;

/// Takes from people which machine is in which rack.
public final class ManageRacks {
  private final RackRecords racks;
  private final AuditLog audit;

  public ManageRacks(RackRecords racks, AuditLog audit) {
    this.racks = racks;
    this.audit = audit;
  }

  /// Sets the racks of machines, all or none. INVALID: what is wrong in which line; NOT_FOUND: a
  /// machine that is not enrolled.
  ///
  /// @return how many machines the file names
  public Outcome<Integer> set(String csv, Principal by) {
    return RackFile.parse(csv).then(read -> set(read, act(csv, read, by)));
  }

  private static Act act(String csv, Map<MachineId, Optional<Rack>> read, Principal by) {
    var file = HashAlgorithm.SHA256.hash(Bytes.wrap(csv.getBytes(StandardCharsets.UTF_8)));
    return Act.by(by, ActKind.RACKS_SET, "racks:" + file.toHex())
        .with("lines", Integer.toString(read.size()))
        .with("set", said(read));
  }

  /// As far as it has room in an entry; the file's digest stands for all of it.
  private static String said(Map<MachineId, Optional<Rack>> read) {
    return read.entrySet().stream()
        .map(one -> one.getKey().brief() + "=" + one.getValue().map(Rack::name).orElse("-"))
        .sorted()
        .collect(Collectors.joining(", "));
  }

  private Outcome<Integer> set(Map<MachineId, Optional<Rack>> read, Act act) {
    var unknown = new AtomicReference<Optional<MachineId>>(Optional.empty());
    audit.recorded(
        act,
        () -> {
          unknown.set(racks.set(read));
          return unknown.get().isEmpty();
        });
    return unknown
        .get()
        .<Outcome<Integer>>map(
            machine ->
                declined(
                    Decline.NOT_FOUND,
                    "Nothing was changed: no machine %s is enrolled.".formatted(machine.toHex())))
        .orElseGet(() -> done(read.size()));
  }

  /// By name.
  public List<RackRecords.Summary> list() {
    return racks.list();
  }
}
