/// The list of Linux' Integrity Measurement Architecture (IMA): strict parsing, what each entry's
/// template hash covers, replay to PCR 10 as the list grows, and its tie to the firmware's PCRs.
///
/// The formats are those of the kernel (security/integrity/ima: ima_fs.c, ima_template.c,
/// ima_template_lib.c, ima_crypto.c). Everything here is a claim of the machine until a quote
/// confirms the replayed values. Nothing here judges which files may run: no policy, no findings.
@NullMarked
package dev.assay.appraisal.ima;

import org.jspecify.annotations.NullMarked;
