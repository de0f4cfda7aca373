package dev.assay.verifier.it;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnknownFieldSet;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.zip.GZIPInputStream;

/// A collector that keeps the spans it is sent: OTLP over HTTP, protobuf (OpenTelemetry protocol
/// 1.x, trace.proto), of which it reads the fields it needs by their numbers.
final class TraceReceiver implements AutoCloseable {
  private static final int RESOURCE_SPANS = 1;
  private static final int SCOPE_SPANS = 2;
  private static final int SPANS = 2;
  private static final int TRACE_ID = 1;
  private static final int SPAN_ID = 2;
  private static final int PARENT_SPAN_ID = 4;
  private static final int NAME = 5;

  private final List<Span> spans = new CopyOnWriteArrayList<>();
  private final HttpServer server;

  /// @param parent empty for the first span of its trace
  /// @param raw all that was sent of it
  record Span(String trace, String id, String parent, String name, ByteString raw) {}

  TraceReceiver() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/v1/traces", this::take);
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  List<Span> spans() {
    return List.copyOf(spans);
  }

  private void take(HttpExchange exchange) throws IOException {
    boolean packed = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
    try (var body =
        packed ? new GZIPInputStream(exchange.getRequestBody()) : exchange.getRequestBody()) {
      for (var resource : parts(UnknownFieldSet.parseFrom(body), RESOURCE_SPANS)) {
        for (var scope : parts(UnknownFieldSet.parseFrom(resource), SCOPE_SPANS)) {
          parts(UnknownFieldSet.parseFrom(scope), SPANS).forEach(span -> spans.add(span(span)));
        }
      }
    }
    exchange.getResponseHeaders().set("Content-Type", "application/x-protobuf");
    exchange.sendResponseHeaders(200, -1);
    exchange.close();
  }

  private static Span span(ByteString raw) {
    try {
      var fields = UnknownFieldSet.parseFrom(raw);
      return new Span(
          hex(fields, TRACE_ID),
          hex(fields, SPAN_ID),
          hex(fields, PARENT_SPAN_ID),
          parts(fields, NAME).getFirst().toStringUtf8(),
          raw);
    } catch (InvalidProtocolBufferException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  private static List<ByteString> parts(UnknownFieldSet message, int field) {
    return message.getField(field).getLengthDelimitedList();
  }

  private static String hex(UnknownFieldSet message, int field) {
    return parts(message, field).stream()
        .findFirst()
        .map(bytes -> HexFormat.of().formatHex(bytes.toByteArray()))
        .orElse("");
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
