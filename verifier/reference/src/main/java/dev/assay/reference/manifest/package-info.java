/// Manifests of either form, with the files that come with them. Reads bytes, no files; which form
/// it is, the first byte tells.
@NullMarked
package dev.assay.reference.manifest;

import org.jspecify.annotations.NullMarked;
