package dev.assay.agent.tpm;

import com.google.protobuf.ByteString;
import dev.assay.agent.tpm.TpmException.Code;
import tss.tpm.TPM2_NV_ReadPublic_REQUEST;
import tss.tpm.TPM2_NV_Read_REQUEST;
import tss.tpm.TPM_CC;

/// Reads NV indices as they are, byte for byte.
final class NvReader {

  /// Every PC TPM reads as much at once.
  private static final int CHUNK = 512;

  private static final int TPMA_NV_OWNERREAD = 1 << 17;
  private static final int TPMA_NV_AUTHREAD = 1 << 18;
  private static final int TPMA_NV_NO_DA = 1 << 25;

  private NvReader() {}

  static ByteString read(TpmConnection connection, int index) throws TpmException {
    Description description = describe(connection, index);
    Entity reader = description.reader();
    ByteString content = ByteString.EMPTY;
    while (content.size() < description.size()) {
      int size = Math.min(CHUNK, description.size() - content.size());
      Command command =
          Command.of(
              TPM_CC.NV_Read,
              new TPM2_NV_Read_REQUEST(
                  reader.tss(), description.entity().tss(), size, content.size()),
              reader,
              description.entity());
      WireReader in =
          connection.execute(command, Authorization.EmptyPassword.INSTANCE).reader(command);
      ByteString part = in.sized();
      in.expectEnd();
      if (part.size() != size) {
        throw new TpmException(
            Code.MALFORMED,
            "the TPM read %d of %d bytes of NV 0x%08X".formatted(part.size(), size, index));
      }
      content = content.concat(part);
    }
    return content;
  }

  /// @param size bytes of data
  private record Description(Entity entity, int attributes, int size) {

    /// The index's own empty authorization, where that can't cost a try of the lockout counter.
    Entity reader() throws TpmException {
      int own = TPMA_NV_AUTHREAD | TPMA_NV_NO_DA;
      if ((attributes & own) == own) {
        return entity;
      }
      if ((attributes & TPMA_NV_OWNERREAD) != 0) {
        return Entity.OWNER;
      }
      if ((attributes & TPMA_NV_AUTHREAD) != 0) {
        return entity;
      }
      throw new TpmException(
          Code.REFUSED, "NV 0x%08X can't be read without a policy".formatted(entity.handle()));
    }
  }

  private static Description describe(TpmConnection connection, int index) throws TpmException {
    Entity unnamed = Entity.permanent(index);
    Command command =
        Command.of(TPM_CC.NV_ReadPublic, new TPM2_NV_ReadPublic_REQUEST(unnamed.tss()), unnamed);
    WireReader response = connection.execute(command).reader(command);
    WireReader in = new WireReader(response.sized(), "TPMS_NV_PUBLIC");
    ByteString name = response.sized();
    response.expectEnd();
    in.u32(); // nvIndex
    in.u16(); // nameAlg
    int attributes = in.u32();
    in.sized(); // authPolicy
    int size = in.u16();
    in.expectEnd();
    return new Description(new Entity(index, name), attributes, size);
  }
}
