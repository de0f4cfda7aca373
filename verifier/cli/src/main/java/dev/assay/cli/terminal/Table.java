package dev.assay.cli.terminal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/// Aligned columns under bold headings. The last column may be as long as it likes: it comes last
/// so that a narrow terminal cuts nothing else first.
public final class Table {
  private static final String BETWEEN = "  ";

  private final List<Text> headings;
  private final int[] widths;
  private final List<List<Text>> rows = new ArrayList<>();

  /// A table with these headings.
  public Table(String... headings) {
    this.headings = Arrays.stream(headings).map(heading -> Text.of(Style.BOLD, heading)).toList();
    this.widths = this.headings.stream().mapToInt(Text::width).toArray();
  }

  /// Adds a row, one cell per heading.
  ///
  /// @throws IllegalArgumentException where the number of cells is another
  public Table row(Text... cells) {
    rows.add(fitted(List.of(cells)));
    return this;
  }

  /// Prints headings and rows.
  public void print(Screen screen) {
    screen.row(aligned(headings));
    rows.forEach(row -> screen.row(aligned(row)));
  }

  /// Prints headings and a row for each item, for more items than should be kept as rows: each row
  /// is made twice, for its widths and to be printed.
  public <T> void print(Iterable<T> items, Function<T, List<Text>> row, Screen screen) {
    items.forEach(item -> fitted(row.apply(item)));
    screen.row(aligned(headings));
    items.forEach(item -> screen.row(aligned(row.apply(item))));
  }

  private List<Text> fitted(List<Text> cells) {
    if (cells.size() != headings.size()) {
      throw new IllegalArgumentException(
          cells.size() + " cells under " + headings.size() + " headings");
    }
    for (var column = 0; column < widths.length; column++) {
      widths[column] = Math.max(widths[column], cells.get(column).width());
    }
    return cells;
  }

  private Text aligned(List<Text> cells) {
    var line = Text.EMPTY;
    for (var column = 0; column < cells.size(); column++) {
      var last = column == cells.size() - 1;
      var cell = cells.get(column);
      line = line.plus(last ? cell : cell.padded(widths[column]).plus(BETWEEN));
    }
    return line;
  }
}
