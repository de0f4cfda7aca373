package dev.assay.appraisal.eventlog;

import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.tpm.Digest;
import dev.assay.appraisal.tpm.HashAlgorithm;
import dev.assay.appraisal.tpm.PcrIndex;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One event of a firmware log, as the machine claims it. A value: equal where position, PCR, type,
/// digests and data are.
///
/// What the data says and what of it the digests cover is worked out when first asked for, and
/// kept: most comparisons decide by digest and never ask.
public final class Event {
  private final int index;
  // 32 bits, unsigned.
  private final int pcr;
  private final EventType type;
  private final EventDigests digests;
  private final Bytes data;
  private final DataHashes hashes;
  // Follow from the fields above; whichever thread writes them last, they are the same.
  private @Nullable EventPayload payload;
  private DigestCoverage.@Nullable Covered covered;

  Event(int index, long pcr, EventType type, EventDigests digests, Bytes data, DataHashes hashes) {
    this.index = index;
    this.pcr = (int) pcr;
    this.type = type;
    this.digests = digests;
    this.data = data;
    this.hashes = hashes;
  }

  /// The position in the log, from 0.
  public int index() {
    return index;
  }

  /// 0 to 23, or 0xFFFFFFFF for some EV_NO_ACTION. In a log of a confidential computing guest the
  /// number of a measurement register, which is no PCR.
  public long pcr() {
    return Integer.toUnsignedLong(pcr);
  }

  /// The PCR, or empty for the number that some EV_NO_ACTION carry instead of one.
  public Optional<PcrIndex> pcrIndex() {
    return pcr() < PcrIndex.COUNT ? Optional.of(PcrIndex.of(pcr)) : Optional.empty();
  }

  public EventType type() {
    return type;
  }

  /// Whether the event was extended into its PCR: all but EV_NO_ACTION are.
  public boolean extended() {
    return !type.equals(EventType.NO_ACTION);
  }

  /// What was extended, one digest per bank, in the order of the event's record. All banks of
  /// [EventLog#banks()] are there; those of [EventLog#incompleteBanks()] may be missing. Never
  /// changes.
  public Map<HashAlgorithm, Digest> digests() {
    return digests;
  }

  /// Its digest in this bank.
  ///
  /// @throws IllegalArgumentException where it has none
  public Digest digest(HashAlgorithm bank) {
    Digest digest = digests.get(bank);
    if (digest == null) {
      throw new IllegalArgumentException("event " + index + " has no digest of " + bank.label());
    }
    return digest;
  }

  /// Whether `digest` is its digest in that bank.
  public boolean hasDigest(Digest digest) {
    return digests.holds(digest);
  }

  /// The first four bytes of its digest in `bank` as a number, 0 where it has none: enough to tell
  /// it from most others before it is compared.
  public int digestStart(HashAlgorithm bank) {
    return digests.startOf(bank);
  }

  /// The event's data as it stands in the log, at most 1 MiB.
  public Bytes data() {
    return data;
  }

  /// The data, decoded.
  public EventPayload payload() {
    EventPayload known = payload;
    if (known == null) {
      known = PayloadDecoder.decode(this);
      payload = known;
    }
    return known;
  }

  /// How far the data can be believed.
  public Trust trust() {
    return DigestCoverage.trust(this, found());
  }

  /// Whether that is [Trust#VERIFIED_DATA].
  public boolean verified() {
    return coverage() != Coverage.NOTHING;
  }

  /// The bytes that every digest is the hash of: what [#coverage()] says of the data. Empty unless
  /// [Trust#VERIFIED_DATA].
  public Bytes covered() {
    return found().bytes(this);
  }

  /// Whether its type allows that the digests are the hash of its data. Where it doesn't, they are
  /// of code or tables, and the data describes these at most: it is no variable, no version and no
  /// loader's text.
  public boolean mayBeOfData() {
    return DigestCoverage.mayBeOfData(type);
  }

  /// What of the data the digests cover; something just where it is [Trust#VERIFIED_DATA].
  public Coverage coverage() {
    return found().coverage();
  }

  /// Whether by the event's type its digests are the hash of its data, and one of them is not:
  /// somebody changed the log, or the firmware has a quirk.
  public boolean claimBroken() {
    return DigestCoverage.isBroken(this, found());
  }

  /// A few words for people, "" where there are none: the name of a variable, a quoted text, a
  /// file. It has no control characters and at most 80 characters; it may be forged and decides
  /// nothing.
  public String label() {
    return EventLabel.of(this);
  }

  /// As [#label()], with more of what tells this event from others of its kind: the description of
  /// a boot option, the entries of a boot order. At most 170 characters, none of them a control
  /// character.
  public String detail() {
    return EventLabel.detail(this);
  }

  /// What a digest may be the hash of: the data; of a UEFI variable its value alone too.
  public List<Bytes> measurable() {
    return DigestCoverage.measurable(this);
  }

  /// Whether the digest in `bank` is the hash of `bytes`; false where there is none.
  public boolean isHashOf(HashAlgorithm bank, Bytes bytes) {
    return digests.isOf(bank, bytes, hashes);
  }

  /// The hash of `bytes`, which are of this event: made without a computation of its own for each.
  public Digest hash(HashAlgorithm algorithm, Bytes bytes) {
    return hashes.of(algorithm, bytes);
  }

  /// Whether every digest is the hash of `bytes`.
  boolean digestsAreOf(Bytes bytes) {
    return digests.areOf(bytes, hashes);
  }

  /// Extends the PCR that stands in `pcrs` from `at` on with its digest in `bank`.
  void extend(HashAlgorithm bank, byte[] pcrs, int at) {
    digests.extend(bank, pcrs, at, hashes);
  }

  private DigestCoverage.Covered found() {
    DigestCoverage.Covered known = covered;
    if (known == null) {
      known = DigestCoverage.of(this);
      covered = known;
    }
    return known;
  }

  @Override
  public boolean equals(@Nullable Object object) {
    return object instanceof Event other
        && index == other.index
        && pcr == other.pcr
        && type.equals(other.type)
        && digests.equals(other.digests)
        && data.equals(other.data);
  }

  @Override
  public int hashCode() {
    return Objects.hash(index, pcr, type, digests);
  }

  @Override
  public String toString() {
    return "event " + index + ", PCR " + pcr() + ", " + type + " " + label();
  }
}
