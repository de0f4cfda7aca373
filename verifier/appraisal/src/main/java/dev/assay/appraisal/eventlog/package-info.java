/// The TCG firmware event log: strict parsing, what each event's digest covers, and replay to PCR
/// values (TCG PC Client Platform Firmware Profile, section "Event Logging").
///
/// Everything here is a claim of the machine until a quote confirms the replayed values. Nothing
/// here judges: no golden sets, no findings, no clock, file or socket.
@NullMarked
package dev.assay.appraisal.eventlog;

import org.jspecify.annotations.NullMarked;
