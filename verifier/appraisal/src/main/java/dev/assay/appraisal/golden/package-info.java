/// Golden sets: the reference values of a board model's firmware or of an OS image, how an event
/// may vary between healthy siblings, and how a set is drafted from siblings' logs.
///
/// Compares logs with each other, to make sets and for people. Judging a machine by a set is not
/// done here.
@NullMarked
package dev.assay.appraisal.golden;

import org.jspecify.annotations.NullMarked;
