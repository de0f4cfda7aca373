/// What an appraisal costs, as ratios beside the raw cost of one signature check in the same run.
@NullMarked
package dev.assay.appraisal.bench;

import org.jspecify.annotations.NullMarked;
