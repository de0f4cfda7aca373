package dev.assay.verifier.it;

import dev.assay.agent.testing.SoftwareTpm;
import dev.assay.appraisal.codec.Bytes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// A software TPM, driven by the programs of tpm2-tools: keys, credentials and quotes that none of
/// our code had a hand in.
final class TpmTools {

  /// The attributes of a restricted signing key, as an AK must have them.
  static final String RESTRICTED =
      "fixedtpm|fixedparent|sensitivedataorigin|userwithauth|restricted|sign|noda";

  /// The same without `restricted`: it would sign anything, a forged quote included.
  static final String UNRESTRICTED =
      "fixedtpm|fixedparent|sensitivedataorigin|userwithauth|sign|noda";

  private static final int CREDENTIAL_MAGIC = 0xBADCC0DE;
  private static final int CREDENTIAL_VERSION = 1;

  /// A key as its TPM holds it.
  ///
  /// @param object a context file or a persistent handle
  /// @param publicArea TPMT_PUBLIC
  /// @param name two bytes of algorithm and the digest
  record Key(String object, Bytes publicArea, Bytes name) {}

  /// One bank of a selection.
  ///
  /// @param algorithm TPM_ALG_ID
  /// @param mask bit i: PCR i
  record Bank(int algorithm, int mask) {

    int digestSize() {
      return switch (algorithm) {
        case 0x0004 -> 20;
        case 0x000B -> 32;
        case 0x000C -> 48;
        case 0x000D -> 64;
        default -> throw new IllegalArgumentException("bank " + algorithm);
      };
    }

    String selection() {
      var name =
          switch (algorithm) {
            case 0x0004 -> "sha1";
            case 0x000B -> "sha256";
            case 0x000C -> "sha384";
            case 0x000D -> "sha512";
            default -> throw new IllegalArgumentException("bank " + algorithm);
          };
      return IntStream.range(0, 24)
          .filter(pcr -> (mask >> pcr & 1) == 1)
          .mapToObj(Integer::toString)
          .collect(Collectors.joining(",", name + ":", ""));
    }
  }

  /// What TPM2_Quote gave.
  ///
  /// @param attest TPMS_ATTEST
  /// @param signature TPMT_SIGNATURE
  record Quote(Bytes attest, Bytes signature) {}

  private final SoftwareTpm tpm;
  private final AtomicInteger files = new AtomicInteger();

  TpmTools(SoftwareTpm tpm) {
    this.tpm = tpm;
  }

  /// The RSA-2048 EK of template L-1.
  Key rsaEk() {
    return createdEk("rsa");
  }

  /// The ECC P-256 EK of template L-2.
  Key p256Ek() {
    return createdEk("ecc");
  }

  private Key createdEk(String kind) {
    var context = file("ek.ctx");
    tool("tpm2_createek", "-G", kind, "-c", context, "-u", file("ek.tpmt"), "-f", "tpmt");
    return readPublic(context);
  }

  /// The EK certificate of an NV index.
  Optional<byte[]> certificate(int nvIndex) {
    var out = file("cert.der");
    tool("tpm2_nvread", "0x%x".formatted(nvIndex), "-o", out);
    return Optional.of(bytes(out));
  }

  /// An ECDSA P-256 key under the endorsement hierarchy, with these attributes.
  Key ecdsaKey(String attributes) {
    return primary("ecc256:ecdsa-sha256:null", attributes);
  }

  /// An RSASSA-2048 key under the endorsement hierarchy, with these attributes.
  Key rsassaKey(String attributes) {
    return primary("rsa2048:rsassa-sha256:null", attributes);
  }

  private Key primary(String kind, String attributes) {
    var context = file("ak.ctx");
    tool("tpm2_createprimary", "-C", "e", "-G", kind, "-a", attributes, "-c", context);
    return readPublic(context);
  }

  /// An AK as `tpm2_createak` makes it, below the EK.
  Key createdAk(Key ek) {
    var context = file("ak.ctx");
    tool(
        "tpm2_createak",
        "-C",
        ek.object(),
        "-c",
        context,
        "-G",
        "ecc",
        "-g",
        "sha256",
        "-s",
        "ecdsa");
    return readPublic(context);
  }

  private Key readPublic(String object) {
    var area = file("public.tpmt");
    var name = file("public.name");
    tool("tpm2_readpublic", "-c", object, "-f", "tpmt", "-o", area, "-n", name);
    return new Key(object, Bytes.wrap(bytes(area)), Bytes.wrap(bytes(name)));
  }

  /// TPM2_ActivateCredential with the policy of the EK's template.
  ///
  /// @param credentialBlob TPM2B_ID_OBJECT with its size
  /// @param encryptedSecret TPM2B_ENCRYPTED_SECRET with its size
  byte[] activate(Key ek, Key ak, byte[] credentialBlob, byte[] encryptedSecret) {
    var session = file("session.ctx");
    var credential = file("credential");
    var secret = file("secret");
    var header = ByteBuffer.allocate(8).putInt(CREDENTIAL_MAGIC).putInt(CREDENTIAL_VERSION);
    write(credential, header.array(), credentialBlob, encryptedSecret);
    tpm.tool("tpm2_startauthsession", "--policy-session", "-S", session);
    tpm.tool("tpm2_policysecret", "-S", session, "-c", "e");
    try {
      tpm.tool(
          "tpm2_activatecredential",
          "-c",
          ak.object(),
          "-C",
          ek.object(),
          "-i",
          credential,
          "-o",
          secret,
          "-P",
          "session:" + session);
    } finally {
      tpm.tool("tpm2_flushcontext", session);
      tpm.tool("tpm2_flushcontext", "-t");
    }
    return bytes(secret);
  }

  /// TPM2_Quote over these PCRs.
  Quote quote(Key ak, List<Bank> selection, byte[] extraData) {
    var attest = file("quote.attest");
    var signature = file("quote.signature");
    tool(
        "tpm2_quote",
        "-c",
        ak.object(),
        "-l",
        selection.stream().map(Bank::selection).collect(Collectors.joining("+")),
        "-q",
        HexFormat.of().formatHex(extraData),
        "-m",
        attest,
        "-s",
        signature,
        "-f",
        "tss");
    return new Quote(Bytes.wrap(bytes(attest)), Bytes.wrap(bytes(signature)));
  }

  /// Signs any bytes, which only a key that is not restricted does.
  byte[] sign(Key key, byte[] message) {
    var in = file("message");
    var signature = file("signature");
    write(in, message);
    tool("tpm2_sign", "-c", key.object(), "-g", "sha256", "-o", signature, "-f", "tss", in);
    return bytes(signature);
  }

  /// The values of one bank's PCRs, one after the other.
  byte[] values(Bank bank) {
    var values = new ByteArrayOutputStream();
    // TPM2_PCR_Read gives at most eight at a time.
    for (int first = 0; first < 24; first += 8) {
      int mask = bank.mask() & 0xFF << first;
      if (mask != 0) {
        var out = file("pcrs");
        tpm.tool("tpm2_pcrread", new Bank(bank.algorithm(), mask).selection(), "-o", out);
        values.writeBytes(bytes(out));
      }
    }
    return values.toByteArray();
  }

  /// The numbers of the active banks.
  List<Integer> activeBanks() {
    var banks = new ArrayList<Integer>();
    for (var line : tpm.tool("tpm2_getcap", "pcrs").lines().toList()) {
      var text = line.strip().toLowerCase(Locale.ROOT);
      if (text.startsWith("- sha") && !text.endsWith("[ ]")) {
        switch (text.substring(2, text.indexOf(':'))) {
          case "sha1" -> banks.add(0x0004);
          case "sha256" -> banks.add(0x000B);
          case "sha384" -> banks.add(0x000C);
          case "sha512" -> banks.add(0x000D);
          default -> throw new IllegalStateException(line);
        }
      }
    }
    return banks;
  }

  /// Extends a PCR of the SHA-256 bank.
  void extend(int pcr, byte[] sha256) {
    tpm.tool("tpm2_pcrextend", "%d:sha256=%s".formatted(pcr, HexFormat.of().formatHex(sha256)));
  }

  /// Clears away all that is loaded.
  void flush() {
    tpm.tool("tpm2_flushcontext", "-t");
    tpm.tool("tpm2_flushcontext", "-l");
    tpm.tool("tpm2_flushcontext", "-s");
  }

  SoftwareTpm tpm() {
    return tpm;
  }

  private void tool(String... command) {
    tpm.tool(command);
    tpm.tool("tpm2_flushcontext", "-t");
  }

  private String file(String name) {
    return tpm.folder().resolve("%d-%s".formatted(files.incrementAndGet(), name)).toString();
  }

  private static byte[] bytes(String file) {
    try {
      return Files.readAllBytes(Path.of(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(String file, byte[]... parts) {
    try (var out = Files.newOutputStream(Path.of(file))) {
      for (var part : parts) {
        out.write(part);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
