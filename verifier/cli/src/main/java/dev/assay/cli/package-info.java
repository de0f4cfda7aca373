/// `assay`, the operators' command line: its entry point and nothing else.
///
/// Commands live in `command`, what they print in `view` and `log`, the verifier's REST interface
/// in `verifier`. Nothing here judges evidence: offline commands ask the appraisal library, all
/// others ask the verifier.
@NullMarked
package dev.assay.cli;

import org.jspecify.annotations.NullMarked;
