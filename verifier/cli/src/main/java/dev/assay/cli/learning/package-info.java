/// Golden sets made offline: event logs in, sets and what stands out among the machines out. Asks
/// no verifier; that the machines booted so is the word of whoever gives the logs.
@NullMarked
package dev.assay.cli.learning;

import org.jspecify.annotations.NullMarked;
