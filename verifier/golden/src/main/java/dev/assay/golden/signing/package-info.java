/// Detached signatures over golden sets, as DSSE has them, and the keys that people sign with. The
/// command line makes keys and signatures, the verifier checks them.
///
/// Nothing here decides whose signature counts, or how many are needed.
@NullMarked
package dev.assay.golden.signing;

import org.jspecify.annotations.NullMarked;
