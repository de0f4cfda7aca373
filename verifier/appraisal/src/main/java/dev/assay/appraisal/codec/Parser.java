package dev.assay.appraisal.codec;

/// Makes something of bytes.
@FunctionalInterface
public interface Parser<T> {
  T parse(Bytes bytes) throws MalformedInput;
}
