/// Where the verifier is put together: the process from its first line to its last, the data
/// folder, the embedded PostgreSQL, the verifier's own certificates, configuration, and the beans
/// that the adapters inject. Decides nothing about machines.
@NullMarked
package dev.assay.verifier.wiring;

import org.jspecify.annotations.NullMarked;
