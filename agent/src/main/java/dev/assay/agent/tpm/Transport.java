package dev.assay.agent.tpm;

import com.google.protobuf.ByteString;

/// One connection to a TPM, for one thread: a whole command goes out, a whole response comes back.
interface Transport extends AutoCloseable {

  /// The largest command or response of a TPM 2.0 on a PC (TPM_PT_MAX_RESPONSE_SIZE is at most
  /// this).
  int MAX_SIZE = 4096;

  /// Sends one command and waits for its response.
  ///
  /// @throws TpmException DROPPED where the connection was lost; nothing is known of the command
  ///   then
  ByteString transmit(ByteString command) throws TpmException;

  @Override
  void close();

  /// Makes connections to one TPM.
  @FunctionalInterface
  interface Opener {
    Transport open() throws TpmException;
  }

  static Opener to(TpmAddress address) {
    return switch (address) {
      case TpmAddress.Device device -> () -> DeviceTransport.open(device);
      case TpmAddress.UnixSocket socket -> () -> SocketTransport.open(socket);
      case TpmAddress.Tcp tcp -> () -> SocketTransport.open(tcp);
    };
  }
}
