package dev.assay.agent.host;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/// Reads one JSON object whose values are all strings (RFC 8259), and nothing else.
final class FlatJson {
  private final String text;
  private int at;

  private FlatJson(String text) {
    this.text = text;
  }

  static Map<String, String> parse(String text) throws IOException {
    var reader = new FlatJson(text);
    var values = reader.object();
    reader.skipSpace();
    if (reader.at != text.length()) {
      throw reader.unexpected("the end");
    }
    return values;
  }

  private Map<String, String> object() throws IOException {
    var values = new LinkedHashMap<String, String>();
    expect('{');
    if (peek() == '}') {
      expect('}');
      return values;
    }
    while (true) {
      var key = string();
      expect(':');
      values.put(key, string());
      if (peek() == '}') {
        expect('}');
        return values;
      }
      expect(',');
    }
  }

  private String string() throws IOException {
    expect('"');
    var value = new StringBuilder();
    while (true) {
      var c = next();
      switch (c) {
        case '"' -> {
          return value.toString();
        }
        case '\\' -> value.append(escaped());
        default -> value.append(c);
      }
    }
  }

  private char escaped() throws IOException {
    var c = next();
    return switch (c) {
      case '"', '\\', '/' -> c;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> codeUnit();
      default -> throw unexpected("an escape");
    };
  }

  private char codeUnit() throws IOException {
    if (text.length() - at < 4) {
      throw unexpected("four hexadecimal digits");
    }
    try {
      var unit = (char) Integer.parseInt(text, at, at + 4, 16);
      at += 4;
      return unit;
    } catch (NumberFormatException _) {
      throw unexpected("four hexadecimal digits");
    }
  }

  private char peek() throws IOException {
    skipSpace();
    if (at >= text.length()) {
      throw unexpected("more");
    }
    return text.charAt(at);
  }

  private char next() throws IOException {
    if (at >= text.length()) {
      throw unexpected("more");
    }
    return text.charAt(at++);
  }

  private void expect(char wanted) throws IOException {
    if (peek() != wanted) {
      throw unexpected("'" + wanted + "'");
    }
    at++;
  }

  private void skipSpace() {
    while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }

  private IOException unexpected(String wanted) {
    return new IOException("expected " + wanted + " at character " + at);
  }
}
