/// `assay-agent doctor`: looks at everything that attesting needs and says what to do where
/// something is wrong.
///
/// Looking changes nothing, but for a file that is made and deleted in the state folder to see
/// whether that works.
@NullMarked
package dev.assay.agent.doctor;

import org.jspecify.annotations.NullMarked;
