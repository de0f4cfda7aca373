/// What the server's tests share: a real PostgreSQL, machines whose keys live in software, and the
/// service put together on both.
@NullMarked
package dev.assay.verifier.testing;

import org.jspecify.annotations.NullMarked;
