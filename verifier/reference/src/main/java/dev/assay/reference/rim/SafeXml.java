package dev.assay.reference.rim;

import dev.assay.appraisal.codec.Bytes;
import dev.assay.reference.ReferenceRefused;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.xml.sax.ErrorHandler;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

/// Reads XML that nobody vouched for yet: bounded, without document types, entities, inclusions or
/// anything that is fetched.
final class SafeXml {
  /// Base RIMs are some kilobytes.
  static final int MAX_SIZE = 1 << 20;

  private static final String XERCES = "http://apache.org/xml/features/";
  private static final String SAX = "http://xml.org/sax/features/";

  private SafeXml() {}

  static Document parse(Bytes xml) throws ReferenceRefused {
    if (xml.length() > MAX_SIZE) {
      throw new ReferenceRefused("it is larger than %d bytes".formatted(MAX_SIZE));
    }
    try {
      return builder().parse(new ByteArrayInputStream(xml.toArray()));
    } catch (SAXParseException e) {
      throw new ReferenceRefused(
          "it is no XML that is read here (line %d: %s)"
              .formatted(e.getLineNumber(), e.getMessage()),
          e);
    } catch (SAXException | IOException e) {
      throw new ReferenceRefused("it is no XML that is read here", e);
    }
  }

  private static DocumentBuilder builder() {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultNSInstance();
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      factory.setFeature(XERCES + "disallow-doctype-decl", true);
      factory.setFeature(XERCES + "nonvalidating/load-external-dtd", false);
      factory.setFeature(SAX + "external-general-entities", false);
      factory.setFeature(SAX + "external-parameter-entities", false);
      factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_DTD, "");
      factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_SCHEMA, "");
      factory.setXIncludeAware(false);
      factory.setExpandEntityReferences(false);
      DocumentBuilder builder = factory.newDocumentBuilder();
      builder.setErrorHandler(new Strict());
      return builder;
    } catch (ParserConfigurationException e) {
      throw new IllegalStateException("the JDK's XML parser can't be made safe", e);
    }
  }

  /// Every complaint refuses; the JDK's own handler would print it and go on.
  private static final class Strict implements ErrorHandler {
    @Override
    public void warning(SAXParseException e) throws SAXException {
      throw e;
    }

    @Override
    public void error(SAXParseException e) throws SAXException {
      throw e;
    }

    @Override
    public void fatalError(SAXParseException e) throws SAXException {
      throw e;
    }
  }
}
