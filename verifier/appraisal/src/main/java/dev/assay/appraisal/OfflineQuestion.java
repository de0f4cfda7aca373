package dev.assay.appraisal;

import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.enroll.VouchedKey;
import java.util.Optional;

/// What a person knows who holds evidence in their hands, without a verifier: whose word the key
/// is, and what of the rest they want to be asked. What is left empty is not asked, and the
/// [OfflineAppraisal] says so.
///
/// @param key vouched for by the person, not proven to live in any TPM
/// @param nonce what the quote must carry as its extra data, as it is
/// @param golden what the boot is held against
public record OfflineQuestion(
    VouchedKey key, Optional<Bytes> nonce, Optional<GoldenSets.Active> golden) {}
