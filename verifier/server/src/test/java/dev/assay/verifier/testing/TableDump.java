package dev.assay.verifier.testing;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.sql.DataSource;

/// The content of all tables, row by row, to show that something changed nothing.
public final class TableDump {
  private TableDump() {}

  /// By table, its rows as text in a fixed order.
  public static SortedMap<String, List<String>> of(DataSource source) {
    try (var connection = source.getConnection();
        var statement = connection.createStatement()) {
      var names = new ArrayList<String>();
      try (var tables =
          statement.executeQuery(
              "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <>"
                  + " 'flyway_schema_history'")) {
        while (tables.next()) {
          names.add(tables.getString(1));
        }
      }
      SortedMap<String, List<String>> dump = new TreeMap<>();
      for (var name : names) {
        var rows = new ArrayList<String>();
        try (var results =
            statement.executeQuery("SELECT t::text FROM " + name + " t ORDER BY t::text")) {
          while (results.next()) {
            rows.add(results.getString(1));
          }
        }
        dump.put(name, rows);
      }
      return dump;
    } catch (SQLException failed) {
      throw new AssertionError(failed);
    }
  }
}
