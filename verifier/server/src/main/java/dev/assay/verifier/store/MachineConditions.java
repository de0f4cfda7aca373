package dev.assay.verifier.store;

import dev.assay.verifier.service.BoardModel;
import dev.assay.verifier.service.MachineFilter;
import dev.assay.verifier.service.MachineId;
import dev.assay.verifier.service.MachineLabel;
import dev.assay.verifier.service.MachineRole;
import dev.assay.verifier.service.OsImage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a filter asks of machines `m`: only what it asks, as a condition for what it leaves open
/// would hide from PostgreSQL how many machines the others leave.
final class MachineConditions {
  /// The order of pages; its columns are those of the index `machine_by_name`.
  static final String ORDER = "coalesce(m.host ->> 'hostName', ''), m.id";

  private final List<String> conditions = new ArrayList<>(List.of("true"));
  private final Map<String, Object> values = new HashMap<>();

  /// @param after the machine that comes before the first of the page
  MachineConditions(MachineFilter filter, Optional<MachineId> after) {
    filter.state().ifPresent(state -> add("m.state = :state", Map.of("state", state.name())));
    filter.model().map(BoardModel::name).ifPresent(this::model);
    filter.role().map(MachineRole::name).ifPresent(this::role);
    filter.verdict().map(Enum::name).ifPresent(this::verdict);
    filter.label().ifPresent(this::label);
    filter.image().map(OsImage::name).ifPresent(this::image);
    after.ifPresent(this::after);
  }

  /// What stands behind WHERE.
  String sql() {
    return String.join(" AND ", conditions);
  }

  /// Of the parameters in [#sql], by their names.
  Map<String, Object> values() {
    return values;
  }

  private void model(String name) {
    add("m.board_model = :model", Map.of("model", name));
  }

  private void role(String name) {
    add("m.role = :role", Map.of("role", name));
  }

  private void verdict(String name) {
    add(
        """
        coalesce((SELECT a.verdict FROM appraisal a WHERE a.id = m.latest_appraisal), 'UNKNOWN')
            = :verdict
        """,
        Map.of("verdict", name));
  }

  private void label(MachineLabel label) {
    add(
        """
        EXISTS (SELECT FROM machine_label l
            WHERE l.machine_id = m.id AND l.key = :key AND l.value = :value)
        """,
        Map.of("key", label.key(), "value", label.value()));
  }

  private void image(String name) {
    add(
        """
        coalesce((SELECT o.image FROM machine_image o WHERE o.machine_id = m.id), m.board_model)
            = :image
        """,
        Map.of("image", name));
  }

  private void after(MachineId machine) {
    add(
        """
        (coalesce(m.host ->> 'hostName', ''), m.id) > (
            (SELECT coalesce(x.host ->> 'hostName', '') FROM machine x WHERE x.id = :after), :after)
        """,
        Map.of("after", machine.value()));
  }

  private void add(String condition, Map<String, Object> parameters) {
    conditions.add(condition);
    values.putAll(parameters);
  }
}
