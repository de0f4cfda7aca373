package dev.assay.reference.rim;

import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.tpm.HashAlgorithm;
import dev.assay.reference.TestSigner;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.util.List;
import javax.xml.crypto.MarshalException;
import javax.xml.crypto.dsig.CanonicalizationMethod;
import javax.xml.crypto.dsig.Transform;
import javax.xml.crypto.dsig.XMLSignatureException;
import javax.xml.crypto.dsig.XMLSignatureFactory;
import javax.xml.crypto.dsig.dom.DOMSignContext;
import javax.xml.crypto.dsig.keyinfo.KeyInfo;
import javax.xml.crypto.dsig.spec.C14NMethodParameterSpec;
import javax.xml.crypto.dsig.spec.TransformParameterSpec;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

/// Base RIMs as a vendor's tool writes them, right but for what a test sets.
final class TagBuilder {
  static final String ECDSA_SHA256 = "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256";
  static final String SHA256 = "http://www.w3.org/2001/04/xmlenc#sha256";
  private static final XMLSignatureFactory FACTORY = XMLSignatureFactory.getInstance("DOM");

  private String reference = "";
  private String signatureMethod = ECDSA_SHA256;
  private boolean withKey;

  /// What the signature is over.
  TagBuilder reference(String uri) {
    this.reference = uri;
    return this;
  }

  TagBuilder signatureMethod(String algorithm) {
    this.signatureMethod = algorithm;
    return this;
  }

  /// With the signer's public key in the signature, as for whoever believes that.
  TagBuilder withKey() {
    this.withKey = true;
    return this;
  }

  /// An unsigned tag that vouches for `log`.
  static String tag(Bytes log) {
    return """
    <SoftwareIdentity xmlns="http://standards.iso.org/iso/19770/-2/2015/schema.xsd" name="X11 BIOS"
        version="2.1" tagId="x11-2.1" ID="whole">
      <Entity name="TestVendor" regid="http://vendor.example" role="softwareCreator tagCreator"/>
      <Meta xmlns:rim="https://trustedcomputinggroup.org/wp-content/uploads/TCG_RIM_Model"
          rim:bindingSpec="PC Client RIM" rim:platformManufacturerStr="TestVendor"
          rim:platformModel="X11-TEST" rim:platformVersion="1"/>
      <Payload><Directory name="rim">
        <File xmlns:SHA256="http://www.w3.org/2001/04/xmlenc#sha256" SHA256:hash="%s"
            name="x11.rimel" size="%d"/>
      </Directory></Payload>
    </SoftwareIdentity>
    """
        .formatted(HashAlgorithm.SHA256.hash(log).toHex(), log.length());
  }

  /// A tag signed by `signer`.
  String sign(String tag, TestSigner signer) {
    return sign(tag, signer.key(), signer.certificate().getPublicKey());
  }

  private String sign(String tag, PrivateKey key, java.security.PublicKey publicKey) {
    try {
      Document document = document(tag);
      document.getDocumentElement().setIdAttribute("ID", true);
      DOMSignContext context = new DOMSignContext(key, document.getDocumentElement());
      FACTORY
          .newXMLSignature(
              FACTORY.newSignedInfo(
                  FACTORY.newCanonicalizationMethod(
                      CanonicalizationMethod.INCLUSIVE, (C14NMethodParameterSpec) null),
                  FACTORY.newSignatureMethod(signatureMethod, null),
                  List.of(
                      FACTORY.newReference(
                          reference,
                          FACTORY.newDigestMethod(SHA256, null),
                          List.of(
                              FACTORY.newTransform(
                                  Transform.ENVELOPED, (TransformParameterSpec) null)),
                          null,
                          null))),
              withKey ? keyInfo(publicKey) : null)
          .sign(context);
      return written(document);
    } catch (GeneralSecurityException | MarshalException | XMLSignatureException e) {
      throw new AssertionError(e);
    }
  }

  private static @Nullable KeyInfo keyInfo(java.security.PublicKey key) {
    try {
      var factory = FACTORY.getKeyInfoFactory();
      return factory.newKeyInfo(List.of(factory.newKeyValue(key)));
    } catch (java.security.KeyException e) {
      throw new AssertionError(e);
    }
  }

  private static Document document(String xml) {
    try {
      return DocumentBuilderFactory.newDefaultNSInstance()
          .newDocumentBuilder()
          .parse(new InputSource(new StringReader(xml)));
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private static String written(Document document) {
    try {
      StringWriter writer = new StringWriter();
      TransformerFactory.newDefaultInstance()
          .newTransformer()
          .transform(new DOMSource(document), new StreamResult(writer));
      return writer.toString();
    } catch (javax.xml.transform.TransformerException e) {
      throw new AssertionError(e);
    }
  }

  static Bytes bytes(String text) {
    return Bytes.wrap(text.getBytes(StandardCharsets.UTF_8));
  }
}
