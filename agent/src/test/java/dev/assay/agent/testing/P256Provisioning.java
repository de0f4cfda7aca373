package dev.assay.agent.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/// Gives a software TPM what most hardware has and swtpm 0.7 does not make: a certificate for its
/// ECC P-256 endorsement key (template L-2, NV 0x01C0000A). The key is made by tpm2-tools.
final class P256Provisioning {

  private static final int CERTIFICATE_INDEX = 0x01C0_000A;

  private P256Provisioning() {}

  static void provision(SoftwareTpm tpm) {
    try {
      Path area = tpm.folder().resolve("ek-p256.tpmt");
      tpm.tool(
          "tpm2_createek", "-G", "ecc", "-c", "ek-p256.ctx", "-u", area.toString(), "-f", "tpmt");
      tpm.tool("tpm2_flushcontext", "-t");
      byte[] bytes = Files.readAllBytes(area);
      // TPMT_PUBLIC ends with the point: 2 bytes of size and 32 of x, the same of y.
      int end = bytes.length;
      byte[] x = Arrays.copyOfRange(bytes, end - 66, end - 34);
      byte[] y = Arrays.copyOfRange(bytes, end - 32, end);
      Path scratch = Files.createDirectory(tpm.folder().resolve("ek-p256"));
      tpm.provisionCertificate(
          CERTIFICATE_INDEX, EkAuthority.instance().certifyP256(scratch, x, y));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
