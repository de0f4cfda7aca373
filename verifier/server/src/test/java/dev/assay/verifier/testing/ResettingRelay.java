package dev.assay.verifier.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Stands before an HTTP receiver and can do to a connection what an HTTP server has no word for:
/// end it with a TCP reset.
final class ResettingRelay implements AutoCloseable {
  private final ServerSocket door;
  private final int receiver;
  // By the port that the receiver sees.
  private final Map<Integer, Socket> callers = new ConcurrentHashMap<>();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();

  ResettingRelay(int receiver) {
    this.receiver = receiver;
    try {
      door = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    Thread.ofVirtual().start(this::accept);
  }

  int port() {
    return door.getLocalPort();
  }

  /// Resets the connection that the receiver knows by this port.
  void reset(int port) throws IOException {
    var caller = callers.get(port);
    if (caller != null) {
      caller.setSoLinger(true, 0);
      caller.close();
    }
  }

  private void accept() {
    while (!door.isClosed()) {
      try {
        var caller = door.accept();
        open.add(caller);
        var inner = new Socket(InetAddress.getLoopbackAddress(), receiver);
        open.add(inner);
        callers.put(inner.getLocalPort(), caller);
        Thread.ofVirtual().start(() -> pass(caller, inner));
        Thread.ofVirtual().start(() -> pass(inner, caller));
      } catch (IOException closed) {
        return;
      }
    }
  }

  // What ends on one side ends on the other.
  private void pass(Socket from, Socket to) {
    try (from;
        to;
        InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream()) {
      in.transferTo(out);
    } catch (IOException ended) {
      // As connections do.
    } finally {
      open.remove(from);
      callers.values().remove(from);
    }
  }

  @Override
  public void close() {
    try {
      door.close();
      for (var socket : open) {
        socket.close();
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
