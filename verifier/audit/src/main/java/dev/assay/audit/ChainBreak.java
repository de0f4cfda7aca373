package dev.assay.audit;

/// A place where a log is not what was written.
public sealed interface ChainBreak {
  /// The sequence of the entry where it shows.
  long sequence();

  /// Where and what, in one sentence without its full stop.
  String sentence();

  /// Entries are not there.
  ///
  /// @param first the first of them
  /// @param last the last of them
  record Missing(long first, long last) implements ChainBreak {
    @Override
    public long sequence() {
      return first;
    }

    @Override
    public String sentence() {
      return first == last
          ? "entry %d is missing".formatted(first)
          : "entries %d to %d are missing".formatted(first, last);
    }
  }

  /// An entry stands where another belongs.
  record OutOfOrder(long sequence, long expected) implements ChainBreak {
    @Override
    public String sentence() {
      return "entry %d stands where entry %d belongs".formatted(sequence, expected);
    }
  }

  /// An entry's content is not what its hash is over.
  record Altered(long sequence) implements ChainBreak {
    @Override
    public String sentence() {
      return "entry %d was altered: its hash is that of another content".formatted(sequence);
    }
  }

  /// An entry follows another one than stands before it.
  record Unlinked(long sequence) implements ChainBreak {
    @Override
    public String sentence() {
      return "entry %d does not follow the entry before it: one of them was replaced"
          .formatted(sequence);
    }
  }

  /// The chain holds in itself, and is not the one that a checkpoint was made of.
  ///
  /// @param agreed the last sequence up to which a checkpoint agrees; 0 for none
  record Rewritten(long agreed, Checkpoint checkpoint) implements ChainBreak {
    @Override
    public long sequence() {
      return checkpoint.sequence();
    }

    @Override
    public String sentence() {
      return "some of the entries %d to %d were rewritten: the checkpoint of %s on entry %d is of another log"
          .formatted(agreed + 1, checkpoint.sequence(), checkpoint.at(), checkpoint.sequence());
    }
  }

  /// The log ends before an entry that a checkpoint was made of.
  record Truncated(long end, Checkpoint checkpoint) implements ChainBreak {
    @Override
    public long sequence() {
      return end + 1;
    }

    @Override
    public String sentence() {
      return "the log ends at entry %d, and at %s it had entry %d: its tail was cut off"
          .formatted(end, checkpoint.at(), checkpoint.sequence());
    }
  }
}
