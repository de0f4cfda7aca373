package dev.assay.reference.rim;

import dev.assay.appraisal.codec.Bytes;
import dev.assay.reference.ReferenceRefused;
import dev.assay.reference.Signers;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.xml.crypto.AlgorithmMethod;
import javax.xml.crypto.KeySelector;
import javax.xml.crypto.KeySelectorException;
import javax.xml.crypto.KeySelectorResult;
import javax.xml.crypto.MarshalException;
import javax.xml.crypto.XMLCryptoContext;
import javax.xml.crypto.dsig.Reference;
import javax.xml.crypto.dsig.SignedInfo;
import javax.xml.crypto.dsig.Transform;
import javax.xml.crypto.dsig.XMLSignature;
import javax.xml.crypto.dsig.XMLSignatureException;
import javax.xml.crypto.dsig.XMLSignatureFactory;
import javax.xml.crypto.dsig.dom.DOMValidateContext;
import javax.xml.crypto.dsig.keyinfo.KeyInfo;
import javax.xml.crypto.dsig.keyinfo.X509Data;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/// Proves that a known signer signed a SWID tag, all of it: one signature, enveloped in the tag's
/// root, over the whole document (TCG PC Client RIM, section "Base RIM signature"; XML-DSig core).
///
/// The element that is handed out is the root that the signature covers, so nothing that was moved
/// beside it ("wrapping") is ever read. Keys that stand in the signature are not believed.
final class SignedTag {
  private static final Set<String> SIGNATURES =
      Set.of(
          "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256",
          "http://www.w3.org/2001/04/xmldsig-more#rsa-sha384",
          "http://www.w3.org/2001/04/xmldsig-more#rsa-sha512",
          "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256",
          "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha384",
          "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha512");
  private static final Set<String> DIGESTS =
      Set.of(
          "http://www.w3.org/2001/04/xmlenc#sha256",
          "http://www.w3.org/2001/04/xmldsig-more#sha384",
          "http://www.w3.org/2001/04/xmlenc#sha512");
  private static final Set<String> TRANSFORMS =
      Set.of(
          Transform.ENVELOPED,
          "http://www.w3.org/TR/2001/REC-xml-c14n-20010315",
          "http://www.w3.org/2001/10/xml-exc-c14n#",
          "http://www.w3.org/2006/12/xml-c14n11");
  private static final int MAX_CERTIFICATES = 10;

  /// To look at a signature before anybody's key is tried.
  private static final KeySelector NOBODY =
      new KeySelector() {
        @Override
        public KeySelectorResult select(
            KeyInfo info, Purpose purpose, AlgorithmMethod method, XMLCryptoContext context)
            throws KeySelectorException {
          throw new KeySelectorException("no key was chosen");
        }
      };

  private static final XMLSignatureFactory FACTORY = XMLSignatureFactory.getInstance("DOM");

  private final Element root;
  private final X509Certificate signer;

  private SignedTag(Element root, X509Certificate signer) {
    this.root = root;
    this.signer = signer;
  }

  /// Verifies a signed tag.
  ///
  /// @throws ReferenceRefused where it is no XML, its signature covers something else than the
  ///   whole tag or is of a weak kind, or nobody among `signers` made it
  static SignedTag verify(Bytes xml, Signers signers, Instant time) throws ReferenceRefused {
    Document document = SafeXml.parse(xml);
    Element root = document.getDocumentElement();
    Element signature = signatureIn(root);
    XMLSignature parsed = unmarshalled(signature);
    requireWhole(parsed.getSignedInfo());
    List<X509Certificate> candidates = signers.valid(brought(parsed), time);
    for (X509Certificate candidate : candidates) {
      if (holds(signature, candidate)) {
        return new SignedTag(root, candidate);
      }
    }
    throw new ReferenceRefused(
        candidates.isEmpty()
            ? "no certificate of a signer that you trust was given, or none is valid at this time"
            : "none of the signers that you trust made its signature, or it was changed since");
  }

  /// The root element, all of which was signed but for the signature itself.
  Element root() {
    return root;
  }

  /// Whose signature held.
  String signer() {
    return signer.getSubjectX500Principal().getName();
  }

  private static Element signatureIn(Element root) throws ReferenceRefused {
    NodeList signatures = root.getElementsByTagNameNS(XMLSignature.XMLNS, "Signature");
    if (signatures.getLength() == 0) {
      throw new ReferenceRefused("it is not signed");
    }
    if (signatures.getLength() > 1) {
      throw new ReferenceRefused("it holds more than one signature");
    }
    if (!(signatures.item(0) instanceof Element signature)
        || !root.isSameNode(signature.getParentNode())) {
      throw new ReferenceRefused("it holds a signature within its content");
    }
    return signature;
  }

  private static XMLSignature unmarshalled(Element signature) throws ReferenceRefused {
    try {
      return FACTORY.unmarshalXMLSignature(strict(new DOMValidateContext(NOBODY, signature)));
    } catch (MarshalException e) {
      throw new ReferenceRefused("its signature is malformed, or of a weak kind", e);
    }
  }

  private static void requireWhole(SignedInfo info) throws ReferenceRefused {
    if (!SIGNATURES.contains(info.getSignatureMethod().getAlgorithm())) {
      throw new ReferenceRefused(
          "its signature is of a kind that is not accepted: "
              + info.getSignatureMethod().getAlgorithm());
    }
    if (info.getReferences().size() != 1) {
      throw new ReferenceRefused("its signature is not over the whole tag and it alone");
    }
    Reference reference = info.getReferences().getFirst();
    boolean enveloped = false;
    for (Transform transform : reference.getTransforms()) {
      if (!TRANSFORMS.contains(transform.getAlgorithm())) {
        throw new ReferenceRefused(
            "its signature leaves parts out: transform " + transform.getAlgorithm());
      }
      enveloped |= transform.getAlgorithm().equals(Transform.ENVELOPED);
    }
    if (!"".equals(reference.getURI()) || !enveloped) {
      throw new ReferenceRefused("its signature is not over the whole tag");
    }
    if (!DIGESTS.contains(reference.getDigestMethod().getAlgorithm())) {
      throw new ReferenceRefused("its digest is too weak");
    }
  }

  private static List<X509Certificate> brought(XMLSignature signature) {
    List<X509Certificate> certificates = new ArrayList<>();
    if (signature.getKeyInfo() != null) {
      for (Object part : signature.getKeyInfo().getContent()) {
        if (part instanceof X509Data data) {
          data.getContent().stream()
              .filter(X509Certificate.class::isInstance)
              .map(X509Certificate.class::cast)
              .limit(MAX_CERTIFICATES)
              .forEach(certificates::add);
        }
      }
    }
    return certificates;
  }

  private static boolean holds(Element signature, X509Certificate signer) {
    try {
      DOMValidateContext context =
          strict(
              new DOMValidateContext(
                  KeySelector.singletonKeySelector(signer.getPublicKey()), signature));
      return FACTORY.unmarshalXMLSignature(context).validate(context);
    } catch (MarshalException | XMLSignatureException _) {
      return false; // a key of another kind than the signature's
    }
  }

  private static DOMValidateContext strict(DOMValidateContext context) {
    context.setProperty("org.jcp.xml.dsig.secureValidation", true);
    return context;
  }
}
