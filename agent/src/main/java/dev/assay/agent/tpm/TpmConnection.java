package dev.assay.agent.tpm;

import com.google.protobuf.ByteString;
import dev.assay.agent.tpm.TpmException.Code;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import tss.tpm.TPM2_FlushContext_REQUEST;
import tss.tpm.TPM_CC;
import tss.tpm.TPM_HANDLE;

/// One connection to the TPM, for one piece of work: sends commands with their authorizations and
/// cuts the responses (TPM 2.0 Part 1, section 18).
final class TpmConnection implements AutoCloseable {

  private static final int TPM_ST_NO_SESSIONS = 0x8001;
  private static final int TPM_ST_SESSIONS = 0x8002;
  private static final int HEADER_SIZE = 10;

  private final Transport transport;
  private final Set<Integer> made = new LinkedHashSet<>();

  TpmConnection(Transport transport) {
    this.transport = transport;
  }

  /// Executes a command.
  ///
  /// @param authorizations in the order of the handles they are for; a salted session that
  ///   authorizes nothing comes last
  /// @throws TpmException INTEGRITY where a salted session finds the response altered; otherwise as
  ///   [ResponseCodes] reads the TPM's answer
  Response execute(Command command, Authorization... authorizations) throws TpmException {
    List<Authorization> all = List.of(authorizations);
    int tag = all.isEmpty() ? TPM_ST_NO_SESSIONS : TPM_ST_SESSIONS;
    ByteString parameters = command.parameters();
    for (Authorization authorization : all) {
      if (authorization instanceof SaltedSession session) {
        parameters = session.protect(parameters);
      }
    }
    WireWriter body = new WireWriter();
    command.entities().forEach(entity -> body.u32(entity.handle()));
    if (!all.isEmpty()) {
      ByteString area = authorizationArea(command, parameters, all);
      body.u32(area.size()).bytes(area);
    }
    ByteString sent = body.bytes(parameters).toBytes();
    WireReader in =
        new WireReader(
            transport.transmit(
                new WireWriter()
                    .u16(tag)
                    .u32(HEADER_SIZE + sent.size())
                    .u32(command.code())
                    .bytes(sent)
                    .toBytes()),
            "the response to " + command.label());
    return receive(command, tag, all, in);
  }

  private static ByteString authorizationArea(
      Command command, ByteString parameters, List<Authorization> authorizations) {
    WireWriter area = new WireWriter();
    for (Authorization authorization : authorizations) {
      area.bytes(
          switch (authorization) {
            case SaltedSession session -> session.entry(command, parameters);
            case PolicySession session -> emptyEntry(session);
            case Authorization.EmptyPassword password -> emptyEntry(password);
          });
    }
    return area.toBytes();
  }

  /// A password, or a policy that needs no authorization value: there is nothing to compute.
  private static ByteString emptyEntry(Authorization authorization) {
    return Authorization.entry(
        authorization.handle(), ByteString.EMPTY, Authorization.CONTINUE_SESSION, ByteString.EMPTY);
  }

  private Response receive(
      Command command, int expectedTag, List<Authorization> authorizations, WireReader in)
      throws TpmException {
    int tag = in.u16();
    int size = in.u32();
    int code = in.u32();
    if (size != HEADER_SIZE + in.remaining()) {
      throw malformed(command, "its size field says " + Integer.toUnsignedString(size));
    }
    if (code != 0) {
      throw ResponseCodes.exception(command, code, authorizations);
    }
    if (tag != expectedTag) {
      throw malformed(command, "its tag is 0x%04X".formatted(tag));
    }
    int handle = command.returnsHandle() ? in.u32() : 0;
    if (command.returnsHandle()) {
      made.add(handle);
    }
    if (authorizations.isEmpty()) {
      return new Response(handle, in.rest());
    }
    ByteString parameters = in.take(in.u32());
    for (Authorization authorization : authorizations) {
      ByteString nonce = in.sized();
      int attributes = in.u8();
      ByteString hmac = in.sized();
      if (authorization instanceof SaltedSession session) {
        parameters = session.open(command, parameters, nonce, attributes, hmac);
      }
    }
    in.expectEnd();
    return new Response(handle, parameters);
  }

  private static TpmException malformed(Command command, String how) {
    return new TpmException(
        Code.MALFORMED, "the response to " + command.label() + " is malformed: " + how);
  }

  /// Removes a session or a transient object from the TPM.
  void flush(int handle) throws TpmException {
    execute(Command.of(TPM_CC.FlushContext, new TPM2_FlushContext_REQUEST(new TPM_HANDLE(handle))));
    made.remove(handle);
  }

  /// Disconnects, after one more try to remove whatever is left of what was made here.
  @Override
  public void close() {
    try (transport) {
      List.copyOf(made).forEach(this::tryFlush);
    }
  }

  private void tryFlush(int handle) {
    try {
      flush(handle);
    } catch (TpmException _) {
      // What went wrong was reported already, by the call that should have removed it.
    }
  }

  /// Disconnects at once, while another thread is using the connection: its call fails.
  void abort() {
    transport.close();
  }
}
