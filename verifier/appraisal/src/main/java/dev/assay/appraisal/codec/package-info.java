/// Bytes and how to take them apart.
///
/// Everything that comes from outside is read through [dev.assay.appraisal.codec.ByteReader], which
/// checks what remains before it takes or allocates; what is read once may be kept in a bounded
/// memory. Knows nothing of TPMs, logs or findings.
@NullMarked
package dev.assay.appraisal.codec;

import org.jspecify.annotations.NullMarked;
