package dev.assay.agent.tpm;

import com.google.protobuf.ByteString;
import tss.TpmBuffer;
import tss.tpm.TPMS_ID_OBJECT;

/// A credential that is marshalled as the bytes it already is.
final class RawIdObject extends TPMS_ID_OBJECT {

  private final ByteString raw;

  RawIdObject(ByteString raw) {
    this.raw = raw;
  }

  @Override
  public void toTpm(TpmBuffer buffer) {
    buffer.writeByteBuf(raw.toByteArray());
  }
}
