package dev.assay.appraisal.enroll;

import dev.assay.appraisal.codec.Bytes;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1String;
import org.bouncycastle.asn1.x500.AttributeTypeAndValue;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;

/// Which TPM a certificate speaks of: the directory name in its subject alternative name (TCG EK
/// Credential Profile, "Subject Alternative Name").
///
/// @param vendor tpmManufacturer, as in "id:49465800"
/// @param model tpmModel
/// @param version tpmVersion
record TpmIdentity(String vendor, String model, String version) {
  private static final String MANUFACTURER = "2.23.133.2.1";
  private static final String MODEL = "2.23.133.2.2";
  private static final String VERSION = "2.23.133.2.3";

  // What swtpm writes into its certificates; the TPM itself reports "IBM".
  private static final String SWTPM = "00001014";
  private static final String IBM = "IBM";
  private static final String MICROSOFT = "MSFT";
  private static final Set<String> SOFTWARE_VENDORS = Set.of(IBM, "GOOG", MICROSOFT);

  static Optional<TpmIdentity> of(X509Certificate certificate) {
    byte[] extension = certificate.getExtensionValue(Extension.subjectAlternativeName.getId());
    if (extension == null) {
      return Optional.empty();
    }
    try {
      Map<String, String> named =
          attributes(GeneralNames.getInstance(ASN1OctetString.getInstance(extension).getOctets()));
      return Optional.ofNullable(named.get(MANUFACTURER))
          .map(
              vendor ->
                  new TpmIdentity(
                      vendor, named.getOrDefault(MODEL, ""), named.getOrDefault(VERSION, "")));
    } catch (IllegalArgumentException | IllegalStateException e) {
      return Optional.empty(); // a name that can't be read names nobody
    }
  }

  // Some vendors put all three into one set, others into a set each.
  private static Map<String, String> attributes(GeneralNames names) {
    Map<String, String> found = new HashMap<>();
    for (GeneralName name : names.getNames()) {
      if (name.getTagNo() == GeneralName.directoryName) {
        for (RDN rdn : X500Name.getInstance(name.getName()).getRDNs()) {
          for (AttributeTypeAndValue attribute : rdn.getTypesAndValues()) {
            if (attribute.getValue() instanceof ASN1String text) {
              found.putIfAbsent(attribute.getType().getId(), PrintableText.of(text.getString()));
            }
          }
        }
      }
    }
    return found;
  }

  /// Whether `reported` means this manufacturer: TPM_PT_MANUFACTURER as up to four letters or as
  /// eight hexadecimal digits.
  boolean isOf(String reported) {
    return letters(reported).equals(letters(vendor));
  }

  /// Whether the TPM is a program that says so. Microsoft's Pluton, which has a root of its own, is
  /// none, while other TPMs of that vendor are those of its cloud.
  boolean software(String rootSubject) {
    String letters = letters(vendor);
    boolean pluton = letters.equals(MICROSOFT) && rootSubject.contains("Pluton");
    return model.toLowerCase(Locale.ROOT).contains("swtpm")
        || (SOFTWARE_VENDORS.contains(letters) && !pluton);
  }

  // The TCG Vendor ID Registry pads short names with zero bytes or blanks.
  static String letters(String manufacturer) {
    String id = manufacturer.startsWith("id:") ? manufacturer.substring(3) : manufacturer;
    if (id.equals(SWTPM)) {
      return IBM;
    }
    if (id.matches("[0-9A-Fa-f]{8}")) {
      id = new String(Bytes.fromHex(id).toArray(), StandardCharsets.ISO_8859_1);
    }
    return id.replaceAll("[\\x00 ]+$", "").toUpperCase(Locale.ROOT);
  }
}
