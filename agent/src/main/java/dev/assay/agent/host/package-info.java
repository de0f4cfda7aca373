/// What the host says of itself: SMBIOS strings, boot id, uptime, name, and the firmware event log.
///
/// All of it is a claim. Nothing here is interpreted: the log is bytes with a digest, facts are
/// text. No TPM, no network.
@NullMarked
package dev.assay.agent.host;

import org.jspecify.annotations.NullMarked;
