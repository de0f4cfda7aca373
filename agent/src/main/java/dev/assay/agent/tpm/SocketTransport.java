package dev.assay.agent.tpm;

import com.google.protobuf.ByteString;
import dev.assay.agent.tpm.TpmException.Code;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;

/// A software TPM behind a socket that carries raw commands: the response's own header says how
/// long it is. Every wait is bounded.
final class SocketTransport implements Transport {

  private static final Duration CONNECT_TIME_OUT = Duration.ofSeconds(5);
  // Making an RSA key is what takes longest.
  private static final Duration ANSWER_TIME_OUT = Duration.ofSeconds(60);
  private static final int HEADER_SIZE = 10;

  private final TpmAddress address;
  private final SocketChannel channel;
  private final Selector selector;
  private final Duration answerTimeOut;

  private SocketTransport(
      TpmAddress address, SocketChannel channel, Selector selector, Duration answerTimeOut) {
    this.address = address;
    this.channel = channel;
    this.selector = selector;
    this.answerTimeOut = answerTimeOut;
  }

  static SocketTransport open(TpmAddress.UnixSocket address) throws TpmException {
    return open(address, UnixDomainSocketAddress.of(address.path()), ANSWER_TIME_OUT);
  }

  static SocketTransport open(TpmAddress.Tcp address) throws TpmException {
    return open(address, new InetSocketAddress(address.host(), address.port()), ANSWER_TIME_OUT);
  }

  static SocketTransport open(TpmAddress address, SocketAddress target, Duration answerTimeOut)
      throws TpmException {
    SocketTransport opened = null;
    try {
      SocketChannel channel =
          target instanceof UnixDomainSocketAddress
              ? SocketChannel.open(StandardProtocolFamily.UNIX)
              : SocketChannel.open();
      opened = new SocketTransport(address, channel, Selector.open(), answerTimeOut);
      channel.configureBlocking(false);
      opened.connect(target);
      return opened;
    } catch (IOException | UnresolvedAddressException e) {
      if (opened != null) {
        opened.close();
      }
      throw new TpmException(
          Code.UNREACHABLE,
          "no software TPM answers at " + address + ": is it running? (" + describe(e) + ")",
          e);
    }
  }

  private void connect(SocketAddress target) throws IOException {
    if (channel.connect(target)) {
      return;
    }
    channel.register(selector, SelectionKey.OP_CONNECT);
    long deadline = System.nanoTime() + CONNECT_TIME_OUT.toNanos();
    while (!channel.finishConnect()) {
      await(SelectionKey.OP_CONNECT, deadline);
    }
  }

  @Override
  public ByteString transmit(ByteString command) throws TpmException {
    long deadline = System.nanoTime() + answerTimeOut.toNanos();
    try {
      ByteBuffer out = command.asReadOnlyByteBuffer();
      while (out.hasRemaining()) {
        if (channel.write(out) == 0) {
          await(SelectionKey.OP_WRITE, deadline);
        }
      }
      ByteBuffer response = ByteBuffer.allocate(MAX_SIZE);
      fill(response, HEADER_SIZE, deadline);
      int size = response.getInt(2);
      if (size < HEADER_SIZE || size > MAX_SIZE) {
        throw new TpmException(
            Code.MALFORMED,
            address
                + " answered with a size of "
                + Integer.toUnsignedString(size)
                + " bytes: is it the data socket of a TPM?");
      }
      fill(response, size, deadline);
      return ByteString.copyFrom(response.flip());
    } catch (IOException e) {
      close(); // an answer that still came would be taken for that of the next command
      throw new TpmException(
          Code.DROPPED, "lost the connection to " + address + ": " + describe(e), e);
    }
  }

  private void fill(ByteBuffer buffer, int until, long deadline) throws IOException {
    buffer.limit(until);
    while (buffer.hasRemaining()) {
      int read = channel.read(buffer);
      if (read < 0) {
        throw new IOException("the TPM closed it before it had answered");
      }
      if (read == 0) {
        await(SelectionKey.OP_READ, deadline);
      }
    }
  }

  private void await(int operation, long deadline) throws IOException {
    channel.register(selector, operation);
    long millis = (deadline - System.nanoTime()) / 1_000_000;
    if (millis <= 0) {
      throw new IOException("no answer in time; another program may be using the TPM");
    }
    selector.select(millis);
    selector.selectedKeys().clear();
    if (Thread.currentThread().isInterrupted()) {
      throw new IOException("interrupted while waiting");
    }
  }

  private static String describe(Exception e) {
    String message = e.getMessage();
    return e instanceof UnresolvedAddressException
        ? "the host name does not resolve"
        : message == null ? e.getClass().getSimpleName() : message;
  }

  @Override
  public void close() {
    try (channel;
        selector) {
      // Closing is all.
    } catch (IOException _) {
      // Nothing is buffered on our side.
    }
  }
}
