package dev.assay.verifier.service;

import dev.assay.appraisal.codec.Bytes;
import java.time.Instant;
import java.util.Optional;

/// Where enrollments are kept.
public interface EnrollmentRecords {

  /// Keeps an open enrollment, and drops those that expired before it was opened.
  ///
  /// @return false, and nothing kept, where `maximumOpen` are open already
  boolean open(OpenEnrollment enrollment, int maximumOpen);

  /// The open enrollment of this id; empty where there is none or it has expired.
  Optional<OpenEnrollment> find(Bytes challengeId, Instant now);

  /// Whether this EK may not enroll (retired or banned).
  boolean refuses(MachineId machine);

  /// Ends an open enrollment whose TPM proved itself, and makes the machine known, in one
  /// transaction. Changes nothing unless the answer is Admitted or KeyChangeOpened.
  ///
  /// @param maximumPending how many machines may wait for approval at once
  Admission admit(OpenEnrollment proven, Instant now, int maximumPending);

  /// What came of it.
  sealed interface Admission {
    /// New, or known with this very AK.
    record Admitted(MachineState state) implements Admission {}

    /// Known with another AK: a person has to agree to the new one.
    record KeyChangeOpened(MachineState state) implements Admission {}

    /// Retired or banned.
    record Refused() implements Admission {}

    /// The AK is enrolled for another machine.
    record KeyOfAnother(MachineId owner) implements Admission {}

    /// The key of the EK is enrolled under another public area: this TPM is that machine.
    record EkOfAnother(MachineId owner) implements Admission {}

    /// Too many machines wait for approval.
    record Full() implements Admission {}

    /// The enrollment is no longer open.
    record Gone() implements Admission {}
  }
}
