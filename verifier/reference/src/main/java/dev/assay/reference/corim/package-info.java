/// Concise Reference Integrity Manifests (draft-ietf-rats-corim): CBOR, signed as COSE_Sign1.
@NullMarked
package dev.assay.reference.corim;

import org.jspecify.annotations.NullMarked;
