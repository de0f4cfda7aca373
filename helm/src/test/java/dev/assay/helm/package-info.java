/// Tests of the Helm chart: what it renders, read as Kubernetes would, and what it refuses.
@NullMarked
package dev.assay.helm;

import org.jspecify.annotations.NullMarked;
