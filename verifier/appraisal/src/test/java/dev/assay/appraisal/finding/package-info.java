/// What findings say to people.
@NullMarked
package dev.assay.appraisal.finding;

import org.jspecify.annotations.NullMarked;
