package dev.assay.agent.testing;

import dev.assay.agent.tpm.TpmAddress;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.HexFormat;

/// A connection that carries TPM commands as bytes, with nothing of the agent in between.
public final class RawTpm implements AutoCloseable {

  private final SocketChannel channel;

  private RawTpm(SocketChannel channel) {
    this.channel = channel;
  }

  public static RawTpm connect(TpmAddress address) throws IOException {
    return switch (address) {
      case TpmAddress.UnixSocket(var path) -> {
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        channel.connect(UnixDomainSocketAddress.of(path));
        yield new RawTpm(channel);
      }
      case TpmAddress.Tcp(var host, var port) ->
          new RawTpm(SocketChannel.open(new InetSocketAddress(host, port)));
      case TpmAddress.Device(var path) -> throw new IOException(path + " is no software TPM");
    };
  }

  /// Sends a command and returns its response, header included.
  public byte[] transmit(byte[] command) throws IOException {
    ByteBuffer out = ByteBuffer.wrap(command);
    while (out.hasRemaining()) {
      channel.write(out);
    }
    ByteBuffer response = ByteBuffer.allocate(4096);
    fill(response, 10);
    fill(response, response.getInt(2));
    byte[] bytes = new byte[response.flip().remaining()];
    response.get(bytes);
    return bytes;
  }

  /// Sends a command that must succeed.
  public byte[] succeed(byte[] command) throws IOException {
    byte[] response = transmit(command);
    int code = ByteBuffer.wrap(response).getInt(6);
    if (code != 0) {
      throw new IOException(
          "the TPM answered 0x%03X to %s".formatted(code, HexFormat.of().formatHex(command)));
    }
    return response;
  }

  private void fill(ByteBuffer buffer, int until) throws IOException {
    buffer.limit(until);
    while (buffer.hasRemaining()) {
      if (channel.read(buffer) < 0) {
        throw new EOFException("the TPM closed the connection");
      }
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
