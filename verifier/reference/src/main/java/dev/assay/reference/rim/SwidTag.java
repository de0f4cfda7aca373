package dev.assay.reference.rim;

import dev.assay.appraisal.tpm.Digest;
import dev.assay.appraisal.tpm.HashAlgorithm;
import dev.assay.reference.ReferenceRefused;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/// What a base RIM says: which platform it is for, and by which hashes it knows its support RIMs
/// (TCG PC Client RIM Specification; ISO/IEC 19770-2:2015).
///
/// @param name of the manifest, with its version
/// @param platform manufacturer, model and version of the board, as the signer names them
/// @param files the support RIMs; one at least
record SwidTag(String name, String platform, List<SupportFile> files) {
  private static final String SWID = "http://standards.iso.org/iso/19770/-2/2015/schema.xsd";
  private static final String RIM =
      "https://trustedcomputinggroup.org/wp-content/uploads/TCG_RIM_Model";
  private static final Map<String, HashAlgorithm> HASHES =
      Map.of(
          "http://www.w3.org/2001/04/xmlenc#sha256", HashAlgorithm.SHA256,
          "http://www.w3.org/2001/04/xmldsig-more#sha384", HashAlgorithm.SHA384,
          "http://www.w3.org/2001/04/xmlenc#sha512", HashAlgorithm.SHA512);
  private static final int MAX_FILES = 100;

  /// A file that the tag vouches for.
  ///
  /// @param name as the tag has it; a hint, the digest decides
  record SupportFile(String name, Digest digest) {}

  SwidTag {
    files = List.copyOf(files);
  }

  /// Reads a tag whose signature held.
  ///
  /// @throws ReferenceRefused where it is no base RIM of the PC Client kind
  static SwidTag of(SignedTag signed) throws ReferenceRefused {
    Element root = signed.root();
    if (!SWID.equals(root.getNamespaceURI()) || !"SoftwareIdentity".equals(root.getLocalName())) {
      throw new ReferenceRefused("it is no SWID tag of ISO/IEC 19770-2:2015");
    }
    Element meta = child(root, "Meta").orElseThrow(() -> new ReferenceRefused("it has no Meta"));
    String binding = meta.getAttributeNS(RIM, "bindingSpec");
    if (!binding.startsWith("PC Client RIM")) {
      throw new ReferenceRefused(
          binding.isEmpty()
              ? "it is a SWID tag and no reference manifest: it names no bindingSpec"
              : "it is a manifest of another kind: " + binding);
    }
    return new SwidTag(words(root, "name", "version"), platform(meta), files(root));
  }

  private static String words(Element element, String... attributes) {
    return Stream.of(attributes)
        .map(element::getAttribute)
        .filter(word -> !word.isBlank())
        .collect(Collectors.joining(" "));
  }

  private static String platform(Element meta) {
    return Stream.of("platformManufacturerStr", "platformModel", "platformVersion")
        .map(attribute -> meta.getAttributeNS(RIM, attribute))
        .filter(word -> !word.isBlank())
        .collect(Collectors.joining(" "));
  }

  private static List<SupportFile> files(Element root) throws ReferenceRefused {
    List<SupportFile> files = new ArrayList<>();
    Optional<Element> payload = child(root, "Payload");
    if (payload.isPresent()) {
      collect(payload.get(), files);
    }
    if (files.isEmpty()) {
      throw new ReferenceRefused("it lists no support RIM with its hash");
    }
    return files;
  }

  // Some tools write Directory and File without the namespace of SWID.
  private static void collect(Element parent, List<SupportFile> files) throws ReferenceRefused {
    for (Element element : children(parent)) {
      switch (element.getLocalName()) {
        case "Directory" -> {
          for (Element file : children(element)) {
            if ("File".equals(file.getLocalName())) {
              files.add(file(file));
            }
          }
        }
        case "File" -> files.add(file(element));
        default -> {
          // Processes and resources are of no boot's measurements.
        }
      }
      if (files.size() > MAX_FILES) {
        throw new ReferenceRefused("it lists more than %d files".formatted(MAX_FILES));
      }
    }
  }

  private static SupportFile file(Element file) throws ReferenceRefused {
    String name = file.getAttribute("name");
    for (var hash : HASHES.entrySet()) {
      String hex = file.getAttributeNS(hash.getKey(), "hash");
      if (!hex.isEmpty()) {
        try {
          return new SupportFile(name, Digest.of(hash.getValue(), hex));
        } catch (IllegalArgumentException e) {
          throw new ReferenceRefused("the hash of its file is malformed", e);
        }
      }
    }
    throw new ReferenceRefused("a file of it has no hash of SHA-256, SHA-384 or SHA-512");
  }

  private static Optional<Element> child(Element parent, String name) {
    return children(parent).stream().filter(child -> name.equals(child.getLocalName())).findFirst();
  }

  private static List<Element> children(Element parent) {
    List<Element> children = new ArrayList<>();
    for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (node instanceof Element element) {
        children.add(element);
      }
    }
    return children;
  }
}
