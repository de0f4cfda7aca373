package dev.assay.verifier.service;

import static dev.assay.verifier.service.Outcome.declined;
import static dev.assay.verifier.service.Outcome.done;

import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.codec.MalformedInput;
import dev.assay.appraisal.enroll.AkRequirements;
import dev.assay.appraisal.enroll.CredentialChallenge;
import dev.assay.appraisal.enroll.OpenChallenge;
import dev.assay.appraisal.tpm.TpmPublic;
import dev.assay.verifier.service.EnrollmentRecords.Admission;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;

/// Makes a machine known: by proof that one TPM holds its EK and its AK (TPM 2.0 Part 1,
/// "Credential Protection"). Open to any caller; what it keeps before that proof is bounded and
/// expires. A failed activation changes nothing stored.
public final class EnrollMachine {
  /// How long a challenge can be answered.
  public static final Duration TIME_TO_ANSWER = Duration.ofMinutes(5);

  static final int MAXIMUM_OPEN = 2_000;
  static final int MAXIMUM_PENDING = 10_000;
  private static final int ID_BYTES = 16;
  private static final int SECRET_BYTES = 32;
  private static final int LONGEST_ANSWER = 64;

  private final EnrollmentRecords records;
  private final EkVetting vetting;
  private final InstantSource clock;
  private final SecureRandom random;

  public EnrollMachine(
      EnrollmentRecords records, EkVetting vetting, InstantSource clock, SecureRandom random) {
    this.records = records;
    this.vetting = vetting;
    this.clock = clock;
    this.random = random;
  }

  /// Opens an enrollment. INVALID: malformed, over a limit, or an AK that is no restricted signing
  /// key; REFUSED: this EK is retired, banned or not vouched for; EXHAUSTED: too many are open.
  public Outcome<OpenedEnrollment> begin(EnrollmentRequest request) {
    return EnrollmentLimits.check(request)
        .<Outcome<OpenedEnrollment>>map(tooMuch -> declined(Decline.INVALID, tooMuch))
        .orElseGet(
            () ->
                key(request.ekPublic(), "ek_public")
                    .then(
                        ek ->
                            key(request.akPublic(), "ak_public")
                                .then(ak -> begin(request, ek, ak))));
  }

  private Outcome<OpenedEnrollment> begin(EnrollmentRequest request, TpmPublic ek, TpmPublic ak) {
    var wrong = AkRequirements.check(ak);
    if (!wrong.isEmpty()) {
      return declined(
          Decline.INVALID,
          "The AK is not one that Assay accepts: " + String.join("; ", wrong) + ".");
    }
    if (records.refuses(MachineId.of(ek))) {
      return declined(
          Decline.REFUSED,
          "The machine of this EK is retired or banned. An operator has to decide.");
    }
    return vetting
        .judge(request, ek, clock.instant())
        .then(standing -> open(request, ek, ak, standing));
  }

  private Outcome<OpenedEnrollment> open(
      EnrollmentRequest request, TpmPublic ek, TpmPublic ak, EkStanding standing) {
    var secret = bytes(SECRET_BYTES);
    CredentialChallenge challenge;
    try {
      challenge = CredentialChallenge.make(ek, ak, secret, random);
    } catch (IllegalArgumentException unsuited) {
      return declined(
          Decline.INVALID, "No credential can be made for this EK: " + unsuited.getMessage());
    }
    var now = clock.instant();
    var enrollment =
        new OpenEnrollment(
            bytes(ID_BYTES),
            ek,
            request.ekCertificate(),
            standing,
            ak,
            request.host(),
            CredentialChallenge.answerDigest(secret),
            now,
            now.plus(TIME_TO_ANSWER));
    if (!records.open(enrollment, MAXIMUM_OPEN)) {
      return declined(
          Decline.EXHAUSTED, MAXIMUM_OPEN + " enrollments are open. Try again in a few minutes.");
    }
    return done(
        new OpenedEnrollment(
            enrollment.challengeId(),
            challenge.credentialBlob(),
            challenge.encryptedSecret(),
            TIME_TO_ANSWER));
  }

  /// Ends an enrollment with the secret that only the TPM with both keys could release. UNPROVEN:
  /// it is wrong; NOT_FOUND: no such challenge, or too late; both change nothing stored.
  public Outcome<Enrolled> activate(Bytes challengeId, Bytes secret) {
    if (challengeId.length() != ID_BYTES || secret.length() > LONGEST_ANSWER) {
      return declined(
          Decline.INVALID,
          "challenge_id has 16 bytes and secret at most 64. Send what Enroll and the TPM gave.");
    }
    var found = records.find(challengeId, clock.instant());
    if (found.isEmpty()) {
      return gone();
    }
    var open = found.get();
    var proof = new OpenChallenge(open.ek(), open.ak(), open.secretSha256()).redeem(secret);
    if (proof.isEmpty()) {
      return declined(
          Decline.UNPROVEN,
          "The secret is wrong: this TPM does not hold both keys of the enrollment. Call Enroll"
              + " again.");
    }
    var machine = open.machine();
    return switch (records.admit(open, clock.instant(), MAXIMUM_PENDING)) {
      case Admission.Admitted(var state) ->
          done(new Enrolled(machine, state, next(machine, state)));
      case Admission.KeyChangeOpened(_) ->
          done(
              new Enrolled(
                  machine,
                  MachineState.PENDING,
                  "The machine is known with another attestation key. An operator has to approve"
                      + " the new one: assay approve "
                      + machine.brief()
                      + " with the flag that accepts a new key."));
      case Admission.Refused() ->
          declined(
              Decline.REFUSED,
              "The machine of this EK is retired or banned. An operator has to decide.");
      case Admission.KeyOfAnother(var owner) ->
          declined(
              Decline.REFUSED,
              "This AK is enrolled for machine "
                  + owner.brief()
                  + ". Make a new AK under this EK.");
      case Admission.EkOfAnother(var owner) ->
          declined(
              Decline.REFUSED,
              "The EK of this TPM is known, under another public area, as that of machine "
                  + owner.brief()
                  + ". Enroll with the standard EK template.");
      case Admission.Full() ->
          declined(
              Decline.EXHAUSTED,
              MAXIMUM_PENDING
                  + " machines wait for approval. An operator has to decide on them first.");
      case Admission.Gone() -> gone();
    };
  }

  private static String next(MachineId machine, MachineState state) {
    return state == MachineState.ACTIVE
        ? "The machine is enrolled and active."
        : "The machine is enrolled and waits for an operator's approval: assay approve "
            + machine.brief()
            + " --model MODEL.";
  }

  private static Outcome<Enrolled> gone() {
    return declined(
        Decline.NOT_FOUND,
        "No enrollment of this challenge_id is open, or it expired. Call Enroll again.");
  }

  private static Outcome<TpmPublic> key(Bytes area, String field) {
    try {
      return done(TpmPublic.parse(area));
    } catch (MalformedInput malformed) {
      return declined(
          Decline.INVALID,
          field + " is no public area that Assay knows: " + malformed.getMessage());
    }
  }

  private Bytes bytes(int count) {
    var bytes = new byte[count];
    random.nextBytes(bytes);
    return Bytes.wrap(bytes);
  }
}
