package dev.assay.agent.tpm;

/// A key that commands can name now. Closing removes it from the TPM, unless it is persistent.
record LoadedKey(TpmConnection connection, Entity entity, PublicArea publicArea)
    implements AutoCloseable {

  private static final int TRANSIENT = 0x80;

  LoadedKey(TpmConnection connection, int handle, PublicArea publicArea) {
    this(connection, new Entity(handle, publicArea.name()), publicArea);
  }

  @Override
  public void close() throws TpmException {
    if (entity.handle() >>> 24 == TRANSIENT) {
      connection.flush(entity.handle());
    }
  }
}
