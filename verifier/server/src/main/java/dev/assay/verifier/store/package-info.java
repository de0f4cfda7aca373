/// PostgreSQL behind the ports of `service`: SQL by Jdbi, documents as JSON by Jackson. The schema
/// is in `db/migration`. Rows are read into domain types here and leave as nothing else; no other
/// package sees SQL, JSON of the database, or a connection.
@NullMarked
package dev.assay.verifier.store;

import org.jspecify.annotations.NullMarked;
