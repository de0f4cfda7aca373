/// What can be wrong with a piece of evidence: one record per violated promise, with a stable code,
/// a severity, a sentence for people, what to do about it, and the data behind it.
///
/// Nothing here checks anything. A check that fails makes a finding and goes on, so that all of
/// them are collected. Text that came from a machine is made harmless before it stands in a
/// message.
@NullMarked
package dev.assay.appraisal.finding;

import org.jspecify.annotations.NullMarked;
