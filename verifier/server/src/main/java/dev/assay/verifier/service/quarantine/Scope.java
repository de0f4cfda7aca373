package dev.assay.verifier.service.quarantine;

/// The machines that a budget is for.
public sealed interface Scope {

  /// How it is kept and shown: `fleet`, `model NAME` or `rack NAME`.
  String said();

  record Fleet() implements Scope {
    @Override
    public String said() {
      return "fleet";
    }
  }

  record Model(String name) implements Scope {
    @Override
    public String said() {
      return "model " + name;
    }
  }

  record Rack(String name) implements Scope {
    @Override
    public String said() {
      return "rack " + name;
    }
  }
}
