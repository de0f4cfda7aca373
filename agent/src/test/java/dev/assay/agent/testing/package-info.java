/// Real software TPMs for tests: swtpm processes in temporary folders, manufactured with EK
/// certificates of a CA of their own, filled from event logs. Nothing outside the temporary folder
/// is touched, and every process ends with the JVM that started it.
@NullMarked
package dev.assay.agent.testing;

import org.jspecify.annotations.NullMarked;
