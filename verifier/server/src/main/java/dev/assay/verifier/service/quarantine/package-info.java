/// When a machine is taken out of service, and when it comes back: the decision as a pure function
/// of where it stands and what happened, and the acts of people on it. Storage keeps the state,
/// counts the budgets and writes what the decision asks for in one transaction; no effect is
/// carried out here.
@NullMarked
package dev.assay.verifier.service.quarantine;

import org.jspecify.annotations.NullMarked;
