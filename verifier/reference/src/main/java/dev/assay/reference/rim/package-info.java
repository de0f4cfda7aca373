/// TCG PC Client Reference Integrity Manifests: a SWID tag (ISO/IEC 19770-2) signed by W3C
/// XML-DSig, and the event logs of reference boots that it lists by their hashes.
@NullMarked
package dev.assay.reference.rim;

import org.jspecify.annotations.NullMarked;
