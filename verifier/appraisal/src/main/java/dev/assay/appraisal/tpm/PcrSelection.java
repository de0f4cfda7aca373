package dev.assay.appraisal.tpm;

import dev.assay.appraisal.codec.ByteReader;
import dev.assay.appraisal.codec.ByteWriter;
import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.codec.MalformedInput;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// Which PCRs of which banks: TPML_PCR_SELECTION (TPM 2.0 Part 2, section 10.9.7). Equal only where
/// the banks are the same, in the same order, bit by bit.
///
/// @param banks each bank once, 8 at most
public record PcrSelection(List<Bank> banks) {
  /// PCR 0 to 15: everything that firmware and operating system measure at boot.
  public static final int DEFAULT_MASK = 0xFFFF;

  /// How many banks a selection can name.
  public static final int MAX_BANKS = 8;

  private static final int ALL_PCRS = (1 << PcrIndex.COUNT) - 1;

  /// The PCRs of one bank.
  ///
  /// @param algorithm the bank's hash
  /// @param mask bit i selects PCR i; bits 0 to 23
  public record Bank(HashAlgorithm algorithm, int mask) {
    public Bank {
      if ((mask & ~ALL_PCRS) != 0) {
        throw new IllegalArgumentException(
            "a selection beyond PCR 23: %#x".formatted(mask & 0xFFFFFFFFL));
      }
    }

    /// Whether the PCR of this number is selected.
    public boolean selects(int pcr) {
      return (mask >>> pcr & 1) != 0;
    }

    /// The selected PCRs in ascending order.
    public List<PcrIndex> indices() {
      List<PcrIndex> indices = new ArrayList<>(Integer.bitCount(mask));
      for (int pcr = 0; pcr < PcrIndex.COUNT; pcr++) {
        if (selects(pcr)) {
          indices.add(PcrIndex.of(pcr));
        }
      }
      return Collections.unmodifiableList(indices);
    }

    @Override
    public String toString() {
      return indices().stream()
          .map(index -> Integer.toString(index.value()))
          .collect(Collectors.joining(",", algorithm.label() + ":", ""));
    }
  }

  public PcrSelection {
    banks = List.copyOf(banks);
    if (banks.size() > MAX_BANKS) {
      throw new IllegalArgumentException(banks.size() + " banks, " + MAX_BANKS + " at most");
    }
    Set<HashAlgorithm> seen = EnumSet.noneOf(HashAlgorithm.class);
    for (Bank bank : banks) {
      if (!seen.add(bank.algorithm)) {
        throw new IllegalArgumentException("bank " + bank.algorithm.label() + " is named twice");
      }
    }
  }

  /// The same PCRs of each bank, in the order given.
  public static PcrSelection of(Collection<HashAlgorithm> algorithms, int mask) {
    return new PcrSelection(
        algorithms.stream().map(algorithm -> new Bank(algorithm, mask)).toList());
  }

  /// Reads a TPML_PCR_SELECTION.
  ///
  /// @throws MalformedInput for more than 8 banks, a bank named twice, an unknown algorithm, a
  ///   bitmap of other than 1 to 4 bytes, or a PCR above 23
  public static PcrSelection read(ByteReader reader) throws MalformedInput {
    long start = reader.position();
    long count = reader.u32();
    if (count > MAX_BANKS) {
      throw new MalformedInput(count + " PCR banks, " + MAX_BANKS + " at most", start);
    }
    List<Bank> banks = new ArrayList<>((int) count);
    Set<HashAlgorithm> seen = EnumSet.noneOf(HashAlgorithm.class);
    for (int i = 0; i < count; i++) {
      long at = reader.position();
      Bank bank = readBank(reader);
      if (!seen.add(bank.algorithm)) {
        throw new MalformedInput("PCR bank " + bank.algorithm.label() + " is named twice", at);
      }
      banks.add(bank);
    }
    return new PcrSelection(banks);
  }

  // TPMS_PCR_SELECTION, TPM 2.0 Part 2, section 10.6.2: PCR i is bit i % 8 of byte i / 8.
  private static Bank readBank(ByteReader reader) throws MalformedInput {
    HashAlgorithm algorithm = AlgorithmId.readHash(reader, "PCR bank");
    long start = reader.position();
    int size = reader.u8();
    if (size < 1 || size > 4) {
      throw new MalformedInput("PCR bitmap of " + size + " bytes, 1 to 4 are allowed", start);
    }
    long mask = 0;
    for (int i = 0; i < size; i++) {
      mask |= (long) reader.u8() << (8 * i);
    }
    if ((mask & ~(long) ALL_PCRS) != 0) {
      throw new MalformedInput("a PCR above 23 is selected", start);
    }
    return new Bank(algorithm, (int) mask);
  }

  /// The TPML_PCR_SELECTION, with bitmaps of three bytes as PC Client TPMs make them.
  public Bytes write() {
    ByteWriter writer = ByteWriter.bigEndian().u32(banks.size());
    for (Bank bank : banks) {
      writer.u16(bank.algorithm.id()).u8(3);
      writer.u8(bank.mask & 0xFF).u8(bank.mask >>> 8 & 0xFF).u8(bank.mask >>> 16);
    }
    return writer.toBytes();
  }

  /// Whether this PCR of this bank is selected.
  public boolean contains(HashAlgorithm algorithm, PcrIndex index) {
    return (mask(algorithm) >>> index.value() & 1) != 0;
  }

  /// The bits selected of a bank; 0 where the bank isn't named.
  public int mask(HashAlgorithm algorithm) {
    for (Bank bank : banks) {
      if (bank.algorithm == algorithm) {
        return bank.mask;
      }
    }
    return 0;
  }

  /// The banks named, in order.
  public List<HashAlgorithm> algorithms() {
    return banks.stream().map(Bank::algorithm).toList();
  }

  /// As tpm2-tools writes it: `sha256:0,1,2+sha384:0`.
  @Override
  public String toString() {
    return banks.stream().map(Bank::toString).collect(Collectors.joining("+"));
  }
}
