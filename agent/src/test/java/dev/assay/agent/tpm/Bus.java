package dev.assay.agent.tpm;

import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The wire between the agent and a real software TPM, as somebody sees it who sits on it: records
/// what passes, and may alter responses.
final class Bus implements Transport.Opener {

  /// What to make of the `number`-th response since the last [#clear], counted from 0.
  @FunctionalInterface
  interface Attacker {
    ByteString response(int number, ByteString command, ByteString response) throws TpmException;
  }

  static final Attacker NOBODY = (_, _, response) -> response;

  private final Transport.Opener opener;
  private final List<ByteString> commands = new ArrayList<>();
  private final List<ByteString> responses = new ArrayList<>();
  private Attacker attacker = NOBODY;
  private @Nullable Transport open;

  Bus(TpmAddress address) {
    this.opener = Transport.to(address);
  }

  @Override
  public Transport open() throws TpmException {
    Transport transport = opener.open();
    open = transport;
    return new Transport() {
      @Override
      public ByteString transmit(ByteString command) throws TpmException {
        ByteString response = transport.transmit(command);
        int number = responses.size();
        commands.add(command);
        responses.add(response);
        return attacker.response(number, command, response);
      }

      @Override
      public void close() {
        transport.close();
      }
    };
  }

  /// Sends a command of its own on the connection that is open: the TPM serves one at a time.
  void sideCommand(ByteString command) throws TpmException {
    ByteString response = Objects.requireNonNull(open).transmit(command);
    if (response.asReadOnlyByteBuffer().getInt(6) != 0) {
      throw new IllegalStateException("the TPM refused " + command);
    }
  }

  void attack(Attacker newAttacker) {
    clear();
    attacker = newAttacker;
  }

  void clear() {
    commands.clear();
    responses.clear();
  }

  List<ByteString> responses() {
    return List.copyOf(responses);
  }

  /// TPM_CC of each command since the last [#clear].
  List<Integer> commandCodes() {
    return commands.stream().map(Bus::code).toList();
  }

  static int code(ByteString command) {
    return command.asReadOnlyByteBuffer().getInt(6);
  }

  /// Whether these bytes passed, in either direction.
  boolean saw(ByteString secret) {
    return contains(ByteString.copyFrom(commands), secret)
        || contains(ByteString.copyFrom(responses), secret);
  }

  private static boolean contains(ByteString all, ByteString part) {
    for (int at = 0; at + part.size() <= all.size(); at++) {
      if (all.substring(at, at + part.size()).equals(part)) {
        return true;
      }
    }
    return false;
  }
}
