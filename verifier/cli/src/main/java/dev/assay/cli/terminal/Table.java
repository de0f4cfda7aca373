package dev.assay.cli.terminal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Aligned columns under bold headings. The last column may be as long as it likes: it comes last
/// so that a narrow terminal cuts nothing else first.
public final class Table {
  private static final String BETWEEN = "  ";

  private final List<Text> headings;
  private final List<List<Text>> rows = new ArrayList<>();

  /// A table with these headings.
  public Table(String... headings) {
    this.headings = Arrays.stream(headings).map(heading -> Text.of(Style.BOLD, heading)).toList();
  }

  /// Adds a row, one cell per heading.
  ///
  /// @throws IllegalArgumentException where the number of cells is another
  public Table row(Text... cells) {
    if (cells.length != headings.size()) {
      throw new IllegalArgumentException(
          cells.length + " cells under " + headings.size() + " headings");
    }
    rows.add(List.of(cells));
    return this;
  }

  /// Prints headings and rows.
  public void print(Screen screen) {
    screen.row(aligned(headings));
    for (var row : rows) {
      screen.row(aligned(row));
    }
  }

  private Text aligned(List<Text> cells) {
    var line = Text.EMPTY;
    for (var column = 0; column < cells.size(); column++) {
      var last = column == cells.size() - 1;
      var cell = cells.get(column);
      line = line.plus(last ? cell : cell.padded(width(column)).plus(BETWEEN));
    }
    return line;
  }

  private int width(int column) {
    var width = headings.get(column).width();
    for (var row : rows) {
      width = Math.max(width, row.get(column).width());
    }
    return width;
  }
}
