package dev.assay.verifier.it;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Optional;

/// A load balancer of the simplest kind: hands each TCP connection to the first verifier that takes
/// one. TLS goes through untouched.
final class Relay implements AutoCloseable {

  private final ServerSocket door;
  private final List<Integer> ports;

  private Relay(ServerSocket door, List<Integer> ports) {
    this.door = door;
    this.ports = ports;
  }

  static Relay to(VerifierProcess... verifiers) {
    try {
      var door = new ServerSocket(VerifierProcess.freePort(), 50, InetAddress.getLoopbackAddress());
      var relay = new Relay(door, List.of(verifiers).stream().map(VerifierProcess::port).toList());
      Thread.ofVirtual().start(relay::accept);
      return relay;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  int port() {
    return door.getLocalPort();
  }

  private void accept() {
    while (!door.isClosed()) {
      try {
        var caller = door.accept();
        Thread.ofVirtual().start(() -> serve(caller));
      } catch (IOException _) {
        // Closed, or a caller that went away.
      }
    }
  }

  private void serve(Socket caller) {
    try (caller) {
      var verifier = firstThatListens();
      if (verifier.isPresent()) {
        var back = Thread.ofVirtual().start(() -> copy(verifier.get(), caller));
        copy(caller, verifier.get());
        back.join();
      }
    } catch (IOException _) {
      // Gone already.
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private Optional<Socket> firstThatListens() {
    for (int port : ports) {
      try {
        return Optional.of(new Socket(InetAddress.getLoopbackAddress(), port));
      } catch (IOException _) {
        // The next one, then.
      }
    }
    return Optional.empty();
  }

  /// Until either side ends, which ends both.
  private static void copy(Socket from, Socket to) {
    try (Closeable _ = from;
        Closeable _ = to) {
      from.getInputStream().transferTo(to.getOutputStream());
    } catch (IOException _) {
      // As good as its end.
    }
  }

  @Override
  public void close() throws IOException {
    door.close();
  }
}
