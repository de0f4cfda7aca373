package dev.assay.cli.terminal;

import java.io.FilterWriter;
import java.io.IOException;
import java.io.Writer;

/// Writes JSON on as [Harmless#json(String)] has it, piece by piece.
public final class HarmlessWriter extends FilterWriter {
  /// Writes on to `out`.
  public HarmlessWriter(Writer out) {
    super(out);
  }

  @Override
  public void write(int character) throws IOException {
    out.write(Harmless.json(String.valueOf((char) character)));
  }

  @Override
  public void write(char[] characters, int offset, int length) throws IOException {
    out.write(Harmless.json(new String(characters, offset, length)));
  }

  @Override
  public void write(String text, int offset, int length) throws IOException {
    out.write(Harmless.json(text.substring(offset, offset + length)));
  }
}
