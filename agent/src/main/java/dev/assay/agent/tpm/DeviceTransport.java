package dev.assay.agent.tpm;

import com.google.protobuf.ByteString;
import dev.assay.agent.tpm.TpmException.Code;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;

/// A TPM behind a character device of the Linux kernel: one write is a command, one read its
/// response. The kernel's driver bounds the waiting.
final class DeviceTransport implements Transport {

  private final Path path;
  private final FileChannel channel;

  private DeviceTransport(Path path, FileChannel channel) {
    this.path = path;
    this.channel = channel;
  }

  static DeviceTransport open(TpmAddress.Device address) throws TpmException {
    Path path = address.path();
    try {
      // Not RandomAccessFile: its mode "rw" would create a plain file where the device is absent.
      return new DeviceTransport(
          path, FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE));
    } catch (IOException e) {
      throw openFailure(path, e);
    }
  }

  private static TpmException openFailure(Path path, IOException e) {
    return switch (e) {
      case NoSuchFileException _ ->
          new TpmException(
              Code.UNREACHABLE,
              path
                  + " does not exist: switch the TPM on in the firmware setup and load its driver"
                  + " (tpm_crb, tpm_tis), or give another address",
              e);
      case AccessDeniedException _ ->
          new TpmException(
              Code.UNREACHABLE,
              "no permission to open " + path + ": run as root, or add this user to the group tss",
              e);
      default ->
          busy(e)
              ? new TpmException(
                  Code.BUSY,
                  "another program holds " + path + ": use /dev/tpmrm0, which many can share",
                  e)
              : new TpmException(Code.UNREACHABLE, "can't open " + path + ": " + reason(e), e);
    };
  }

  // The JDK has no exception type of its own for EBUSY.
  private static boolean busy(IOException e) {
    return reason(e).toLowerCase(Locale.ROOT).contains("busy");
  }

  private static String reason(IOException e) {
    String reason = e instanceof FileSystemException f ? f.getReason() : e.getMessage();
    return reason == null ? e.toString() : reason;
  }

  @Override
  public ByteString transmit(ByteString command) throws TpmException {
    ByteBuffer response = ByteBuffer.allocate(MAX_SIZE);
    try {
      channel.write(command.asReadOnlyByteBuffer());
      do {
        if (channel.read(response) <= 0) {
          throw new IOException("it answered nothing");
        }
      } while (!complete(response));
    } catch (IOException e) {
      close();
      throw busy(e)
          ? new TpmException(Code.BUSY, path + " is busy with another program's command", e)
          : new TpmException(Code.DROPPED, "lost " + path + ": " + reason(e), e);
    }
    response.flip();
    return ByteString.copyFrom(response);
  }

  /// The kernel hands over a whole response at once; other character devices may not.
  private static boolean complete(ByteBuffer response) {
    return response.position() >= 6
        && response.position() >= Math.min(response.getInt(2), MAX_SIZE);
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException _) {
      // Nothing is buffered on our side.
    }
  }
}
