/// What tests of several packages share: the captured boots, the corpus, and a builder of odd logs.
@NullMarked
package dev.assay.appraisal.testing;

import org.jspecify.annotations.NullMarked;
