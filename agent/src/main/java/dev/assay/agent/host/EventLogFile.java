package dev.assay.agent.host;

import com.google.protobuf.UnsafeByteOperations;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// The firmware event log as a file.
///
/// It is read piece by piece and never held whole: it may be large, and the agent has little
/// memory. It doesn't change while the machine runs, yet may be another file at any time, so
/// whoever reads it twice compares the digests.
public final class EventLogFile {
  /// Largest log that is sent, in bytes: what the verifier takes.
  public static final int LIMIT = 8 * 1024 * 1024;

  /// Size of the pieces, in bytes: what one message may carry.
  public static final int PIECE = 64 * 1024;

  private final Path file;

  /// The log at that path; nothing is read yet.
  public EventLogFile(Path file) {
    this.file = file;
  }

  /// What is done with each piece, in order.
  ///
  /// @param <X> how that may fail
  @FunctionalInterface
  public interface PieceReceiver<X extends Exception> {
    /// Takes the first `length` bytes of `buffer`, which lie at `offset` in the log. The buffer is
    /// used again afterwards.
    void take(byte[] buffer, int length, int offset) throws X;
  }

  /// Where it is.
  public Path path() {
    return file;
  }

  /// Reads the log for its digest alone.
  public LogReading examine() {
    return read((_, _, _) -> {});
  }

  /// Reads the log and hands every piece to `receiver`. The digest of the reading covers exactly
  /// what was handed over. Where the log turns out unreadable or too large half-way, pieces have
  /// been handed over and the reading is `Absent` all the same.
  public <X extends Exception> LogReading read(PieceReceiver<X> receiver) throws X {
    InputStream in;
    try {
      in = Files.newInputStream(file);
    } catch (IOException e) {
      return unreadable(e);
    }
    try {
      return read(in, receiver);
    } finally {
      close(in);
    }
  }

  private <X extends Exception> LogReading read(InputStream in, PieceReceiver<X> receiver)
      throws X {
    var digest = sha256();
    var buffer = new byte[PIECE];
    var offset = 0;
    while (true) {
      int length;
      try {
        length = in.readNBytes(buffer, 0, PIECE);
      } catch (IOException e) {
        return unreadable(e);
      }
      if (length == 0) {
        break;
      }
      if (length > LIMIT - offset) {
        return new LogReading.Absent(file + " is larger than the limit of " + LIMIT + " bytes");
      }
      digest.update(buffer, 0, length);
      receiver.take(buffer, length, offset);
      offset += length;
    }
    return offset == 0
        ? new LogReading.Absent(file + " is empty")
        : new LogReading.Present(UnsafeByteOperations.unsafeWrap(digest.digest()), offset);
  }

  private LogReading unreadable(IOException problem) {
    return new LogReading.Absent(
        switch (problem) {
          case NoSuchFileException _ ->
              file
                  + " does not exist: the kernel got no log from the boot loader, or shows it"
                  + " elsewhere";
          case AccessDeniedException _ -> file + " can't be read: permission denied";
          default -> file + " can't be read: " + problem.getMessage();
        });
  }

  private static void close(InputStream in) {
    try {
      in.close();
    } catch (IOException _) {
      // Everything wanted has been read; nothing is lost.
      return;
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java runtime has SHA-256", e);
    }
  }
}
