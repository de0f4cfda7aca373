package dev.assay.appraisal.enroll;

import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.codec.MalformedInput;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Whose word an EK certificate is believed on.
///
/// @param roots self-signed certificates; every path ends at one of them
/// @param intermediates certificates to build paths with; not trusted by themselves
/// @param revocationLists what issuers took back; whose they are is checked when they are used
public record TrustRoots(
    List<X509Certificate> roots,
    List<X509Certificate> intermediates,
    List<X509CRL> revocationLists) {
  /// Nobody is believed.
  public static final TrustRoots NONE = new TrustRoots(List.of(), List.of(), List.of());

  private static final Pattern PEM =
      Pattern.compile("-----BEGIN (CERTIFICATE|X509 CRL)-----([^-]*)-----END \\1-----");

  /// Roots as they were found, and what could not be used.
  ///
  /// @param warnings one sentence for each certificate or list that was left out
  public record Loaded(TrustRoots roots, List<String> warnings) {
    public Loaded {
      warnings = List.copyOf(warnings);
    }
  }

  public TrustRoots {
    roots = List.copyOf(roots);
    intermediates = List.copyOf(intermediates);
    revocationLists = List.copyOf(revocationLists);
  }

  /// Reads certificates and revocation lists from files in DER or in PEM with one or more in each.
  /// What can't be read is left out with a warning and stops nothing else.
  ///
  /// @param files content of each file by its name, which the warnings use
  public static Loaded load(Map<String, Bytes> files) {
    List<X509Certificate> roots = new ArrayList<>();
    List<X509Certificate> intermediates = new ArrayList<>();
    List<X509CRL> lists = new ArrayList<>();
    List<String> warnings = new ArrayList<>();
    files.forEach(
        (name, content) -> {
          for (Bytes part : split(name, content, warnings)) {
            Optional<X509CRL> list = list(part);
            try {
              if (list.isPresent()) {
                lists.add(list.get());
              } else {
                X509Certificate read = Certificates.read(part);
                (selfSigned(read) ? roots : intermediates).add(read);
              }
            } catch (MalformedInput e) {
              warnings.add(name + " is left out: " + e.reason());
            }
          }
        });
    return new Loaded(new TrustRoots(roots, intermediates, lists), warnings);
  }

  private static Optional<X509CRL> list(Bytes part) {
    try {
      return Optional.of(Certificates.readList(part));
    } catch (MalformedInput _) {
      return Optional.empty(); // a certificate, or nothing known
    }
  }

  private static List<Bytes> split(String name, Bytes content, List<String> warnings) {
    String text = new String(content.toArray(), StandardCharsets.ISO_8859_1);
    if (!text.contains("-----BEGIN")) {
      return List.of(content);
    }
    List<Bytes> certificates = new ArrayList<>();
    Matcher matcher = PEM.matcher(text);
    while (matcher.find()) {
      try {
        certificates.add(Bytes.wrap(Base64.getMimeDecoder().decode(matcher.group(2))));
      } catch (IllegalArgumentException e) {
        warnings.add(name + " is left out: its Base64 is damaged");
      }
    }
    if (certificates.isEmpty()) {
      warnings.add(name + " is left out: it holds no certificate and no revocation list");
    }
    return certificates;
  }

  private static boolean selfSigned(X509Certificate certificate) {
    if (!certificate.getSubjectX500Principal().equals(certificate.getIssuerX500Principal())) {
      return false;
    }
    try {
      certificate.verify(certificate.getPublicKey());
      return true;
    } catch (GeneralSecurityException | RuntimeException _) {
      return false; // a key that can't be used stops the loading of no other
    }
  }
}
