package dev.assay.cli.audit;

import dev.assay.audit.AuditLine;
import dev.assay.audit.ChainBreak;
import dev.assay.audit.ChainWalk;
import dev.assay.audit.Checkpoint;
import dev.assay.audit.SignedCheckpoint;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// A check of a log: every hash is computed anew, and the log is held against checkpoints.
public final class LogCheck {
  private final ChainWalk walk;
  private final List<String> forged = new ArrayList<>();
  private final Set<String> keys = new TreeSet<>();
  private final int used;

  /// A check against these checkpoints.
  ///
  /// @param keys the ids of the keys whose checkpoints count; where none is given, that of any key
  ///   does
  public LogCheck(List<SignedCheckpoint> checkpoints, Set<String> keys) {
    var good = new ArrayList<Checkpoint>();
    // The verifier hands out again what a person kept.
    for (var signed : new LinkedHashSet<>(checkpoints)) {
      if (!keys.isEmpty() && !keys.contains(signed.keyId())) {
        forged.add(
            "the checkpoint on entry %d is signed by the key %s, which you did not name"
                .formatted(signed.claimed().sequence(), signed.keyId()));
      } else if (signed.verified().isEmpty()) {
        forged.add(
            "the signature of the checkpoint on entry %d does not hold"
                .formatted(signed.claimed().sequence()));
      } else {
        this.keys.add(signed.keyId());
        good.add(signed.claimed());
      }
    }
    this.walk = new ChainWalk(good);
    this.used = good.size();
  }

  /// Takes the next entry.
  public void next(AuditLine line) {
    walk.next(line);
  }

  /// What is wrong, each in a sentence without its full stop; nothing where all holds.
  public List<String> wrong() {
    var all = new ArrayList<>(forged);
    walk.end().stream().map(ChainBreak::sentence).forEach(all::add);
    return List.copyOf(all);
  }

  /// How many entries there are, where nothing is wrong.
  public long entries() {
    return walk.last();
  }

  /// The last entry that a checkpoint vouches for; 0 where none does.
  public long vouchedFor() {
    return walk.agreed();
  }

  /// How many checkpoints the log was held against.
  public int checkpoints() {
    return used;
  }

  /// The ids of the keys that signed them.
  public Set<String> keys() {
    return Set.copyOf(keys);
  }
}
