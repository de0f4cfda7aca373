package dev.assay.verifier.service;

import static dev.assay.verifier.service.Outcome.declined;
import static dev.assay.verifier.service.Outcome.done;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// A person's decisions on board models. What machines report proposes; only people confirm, and no
/// machine's model changes by what it says of itself.
public final class ManageModels {
  private static final String NO_MODEL = "No board model of this name is enrolled.";

  private final ModelRecords models;
  private final AuditLog audit;
  private final InstantSource clock;

  public ManageModels(ModelRecords models, AuditLog audit, InstantSource clock) {
    this.models = models;
    this.audit = audit;
    this.clock = clock;
  }

  /// In the order of their names.
  public List<ModelRecord> list() {
    return models.list();
  }

  /// Adds a confirmed model. CONFLICT: one of this name exists.
  public Outcome<ModelRecord> add(BoardModel name, BoardIdentity identity, Principal by) {
    var approval = approval(by);
    var model = new ModelRecord(name, identity, List.of(), approval, Optional.of(approval));
    return audit.recorded(act(ActKind.MODEL_ADDED, name, identity, by), () -> models.add(model))
        ? done(model)
        : declined(
            Decline.CONFLICT,
            "A board model of this name exists. Confirm it if it is proposed, or choose another"
                + " name.");
  }

  /// Confirms a proposed model. NOT_FOUND: no such model; CONFLICT: it is confirmed already.
  public Outcome<ModelRecord> confirm(BoardModel name, Principal by) {
    return find(name)
        .then(
            _ ->
                audit.recorded(
                        Act.by(by, ActKind.MODEL_CONFIRMED, Act.model(name)),
                        () -> models.confirm(name, approval(by)))
                    ? find(name)
                    : declined(Decline.CONFLICT, "This board model is confirmed already."));
  }

  /// Adds to what boards of a model call themselves. INVALID: it says neither manufacturer nor
  /// product; NOT_FOUND: no such model; CONFLICT: boards that call themselves so belong to a model
  /// already, or the model is only proposed.
  public Outcome<ModelRecord> alias(BoardModel name, BoardIdentity alias, Principal by) {
    if (alias.manufacturer().isEmpty() || alias.product().isEmpty()) {
      return declined(Decline.INVALID, "An alias says manufacturer and product.");
    }
    return find(name)
        .then(
            model ->
                model.confirmed().isPresent()
                    ? done(model)
                    : declined(
                        Decline.CONFLICT, "The board model is only proposed. Confirm it first."))
        .then(
            _ ->
                audit.recorded(
                        act(ActKind.MODEL_ALIAS_ADDED, name, alias, by),
                        () -> models.alias(name, alias, approval(by)))
                    ? find(name)
                    : declined(
                        Decline.CONFLICT,
                        "Boards that call themselves so belong to a board model already."));
  }

  private static Act act(ActKind kind, BoardModel name, BoardIdentity board, Principal by) {
    return Act.by(by, kind, Act.model(name))
        .with("manufacturer", board.manufacturer())
        .with("product", board.product())
        .with("boardVersion", board.boardVersion());
  }

  private Outcome<ModelRecord> find(BoardModel name) {
    return models
        .find(name)
        .<Outcome<ModelRecord>>map(Outcome::done)
        .orElseGet(() -> declined(Decline.NOT_FOUND, NO_MODEL));
  }

  private Approval approval(Principal by) {
    return new Approval(by.name(), clock.instant());
  }
}
