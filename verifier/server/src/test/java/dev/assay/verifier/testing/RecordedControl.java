package dev.assay.verifier.testing;

import dev.assay.verifier.service.StreamControl;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// The adapter's end of a stream: keeps what the service asks of it.
public final class RecordedControl implements StreamControl {
  private final List<String> calls = new CopyOnWriteArrayList<>();

  public List<String> calls() {
    return List.copyOf(calls);
  }

  @Override
  public void attestNow() {
    calls.add("attestNow");
  }

  @Override
  public void takenOver() {
    calls.add("takenOver");
  }

  @Override
  public void dismissed() {
    calls.add("dismissed");
  }
}
