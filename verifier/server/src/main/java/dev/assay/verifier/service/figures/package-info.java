/// What the whole fleet comes to in numbers, and how few names stand beside them. Plain Java, as
/// all of the service; whoever shows the numbers lives elsewhere.
@NullMarked
package dev.assay.verifier.service.figures;

import org.jspecify.annotations.NullMarked;
