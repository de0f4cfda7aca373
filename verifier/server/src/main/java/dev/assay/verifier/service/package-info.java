/// What the verifier does, in plain Java: one class per use case, and the small ports (interfaces)
/// that it needs from storage. It knows the appraisal, golden sets as people sign them, and nobody
/// else: no gRPC, REST, SQL or framework type may appear here. Whatever a caller may get wrong
/// comes back as an `Outcome`; what is broken throws.
@NullMarked
package dev.assay.verifier.service;

import org.jspecify.annotations.NullMarked;
