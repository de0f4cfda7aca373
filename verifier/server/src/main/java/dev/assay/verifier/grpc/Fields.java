package dev.assay.verifier.grpc;

import com.google.protobuf.ByteString;
import dev.assay.appraisal.codec.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Checks single fields against the limits that the contract gives them. Each refuses with
/// INVALID_ARGUMENT, the field's name and its limit.
final class Fields {

  private Fields() {}

  /// Exactly so many bytes.
  static Bytes exactly(int length, ByteString value, String field) {
    if (value.size() != length) {
      throw Faults.invalid(field, "%d bytes, must be %d".formatted(value.size(), length));
    }
    return bytes(value);
  }

  /// At least one byte, and no more than the limit.
  static Bytes atMost(int limit, ByteString value, String field) {
    if (value.isEmpty()) {
      throw Faults.invalid(field, "is missing");
    }
    if (value.size() > limit) {
      throw Faults.invalid(field, "%d bytes, at most %d are taken".formatted(value.size(), limit));
    }
    return bytes(value);
  }

  /// No more elements than the limit, each of at most so many bytes.
  static List<Bytes> list(int limit, int each, List<ByteString> values, String field) {
    if (values.size() > limit) {
      throw Faults.invalid(
          field, "%d entries, at most %d are taken".formatted(values.size(), limit));
    }
    return values.stream().map(value -> atMost(each, value, field)).toList();
  }

  /// Text no longer than the limit in UTF-8. What is unprintable in it is made harmless by the
  /// domain's types.
  static String text(int limit, String value, String field) {
    int length = value.getBytes(StandardCharsets.UTF_8).length;
    if (length > limit) {
      throw Faults.invalid(field, "%d bytes, at most %d are taken".formatted(length, limit));
    }
    return value;
  }

  private static Bytes bytes(ByteString value) {
    return Bytes.wrap(value.toByteArray());
  }
}
