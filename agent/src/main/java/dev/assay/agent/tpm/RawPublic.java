package dev.assay.agent.tpm;

import com.google.protobuf.ByteString;
import tss.TpmBuffer;
import tss.tpm.TPMT_PUBLIC;

/// A public area that is marshalled as the bytes it already is, so that none is parsed on the way.
final class RawPublic extends TPMT_PUBLIC {

  private final ByteString raw;

  RawPublic(ByteString raw) {
    this.raw = raw;
  }

  @Override
  public void toTpm(TpmBuffer buffer) {
    buffer.writeByteBuf(raw.toByteArray());
  }
}
