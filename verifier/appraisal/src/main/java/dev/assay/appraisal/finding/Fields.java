package dev.assay.appraisal.finding;

import dev.assay.appraisal.golden.VaryingField;
import java.util.Collection;
import java.util.stream.Collectors;

/// Fields that may vary per machine, in words.
final class Fields {
  private Fields() {}

  static String list(Collection<VaryingField> fields) {
    return fields.stream()
        .sorted()
        .map(
            field ->
                switch (field) {
                  case MAC_ADDRESS -> "its MAC address";
                  case DISK_GUID -> "its disk GUID";
                  case PARTITION_GUID -> "its partition GUIDs";
                })
        .collect(Collectors.joining(" and "));
  }
}
