/// The bounds and the field checks of the agents' door, each by itself.
@NullMarked
package dev.assay.verifier.grpc;

import org.jspecify.annotations.NullMarked;
