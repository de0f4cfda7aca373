package dev.assay.appraisal.finding;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/// The data of a finding, put together.
final class Data {
  private final SortedMap<String, String> values = new TreeMap<>();

  Data put(String key, String value) {
    values.put(key, value);
    return this;
  }

  Data at(EventPlace place) {
    place.describe(values);
    return this;
  }

  Data all(SortedMap<String, String> others) {
    values.putAll(others);
    return this;
  }

  SortedMap<String, String> done() {
    return Collections.unmodifiableSortedMap(values);
  }
}
