package dev.assay.appraisal.testing;

import com.sun.management.ThreadMXBean;
import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.codec.MalformedInput;
import dev.assay.appraisal.codec.Parser;
import java.lang.management.ManagementFactory;
import java.util.Optional;

/// What every parser of outside bytes promises, whatever they are: it reads them or says that they
/// are malformed and where, soon, and with little memory.
public final class Promises {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final long MAX_NANOS = 1_000_000_000L;

  // The first attempt also loads and instruments classes.
  private static final int ATTEMPTS = 3;

  // What an input of any size may cost: an exception with its stack, buffers of hash functions.
  private static final long FREE_BYTES = 256 << 10;

  private Promises() {}

  /// What the parser makes of `data`; empty where it says that they are malformed.
  ///
  /// @param multiple how many bytes may be allocated for each byte of input
  /// @throws AssertionError where a promise is broken
  public static <T> Optional<T> parsed(byte[] data, int multiple, Parser<T> parser) {
    Bytes bytes = Bytes.copyOf(data);
    String broken = "";
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      long allocatedBefore = THREADS.getCurrentThreadAllocatedBytes();
      long nanosBefore = THREADS.getCurrentThreadCpuTime();
      Optional<T> result = result(bytes, parser);
      long nanos = THREADS.getCurrentThreadCpuTime() - nanosBefore;
      long allocated = THREADS.getCurrentThreadAllocatedBytes() - allocatedBefore;
      if (nanos <= MAX_NANOS && allocated <= FREE_BYTES + (long) multiple * data.length) {
        return result;
      }
      broken = "%,d ns and %,d bytes for %,d".formatted(nanos, allocated, data.length);
    }
    throw new AssertionError(broken);
  }

  private static <T> Optional<T> result(Bytes bytes, Parser<T> parser) {
    try {
      return Optional.of(parser.parse(bytes));
    } catch (MalformedInput e) {
      require(e.offset() >= 0 && e.offset() <= bytes.length(), "malformed at " + e.offset());
      return Optional.empty();
    }
  }

  /// Says that a promise is `broken` where it is not kept.
  public static void require(boolean kept, String broken) {
    if (!kept) {
      throw new AssertionError(broken);
    }
  }
}
