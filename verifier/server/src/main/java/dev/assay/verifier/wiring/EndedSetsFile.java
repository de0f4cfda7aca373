package dev.assay.verifier.wiring;

import dev.assay.verifier.service.EndedSets;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import org.jboss.logging.Logger;

/// The golden sets that ended, a line each, in the verifier's data folder. A person who means to
/// have one back deletes its line while the verifier is stopped.
final class EndedSetsFile implements EndedSets {
  private static final Logger LOG = Logger.getLogger(EndedSetsFile.class);
  private static final String NAME = "ended-golden-sets";

  private final Path file;
  private Set<String> ids;

  private EndedSetsFile(Path file, Set<String> ids) {
    this.file = file;
    this.ids = Set.copyOf(ids);
  }

  /// Reads it; there need not be one yet.
  ///
  /// @throws StartupFailure where it is there and can't be read
  static EndedSetsFile in(Path dataFolder) {
    var file = dataFolder.resolve(NAME);
    var ids = new TreeSet<String>();
    try {
      Files.readAllLines(file, StandardCharsets.UTF_8).stream()
          .map(String::strip)
          .filter(line -> !line.isEmpty())
          .forEach(ids::add);
    } catch (NoSuchFileException _) {
      return new EndedSetsFile(file, ids);
    } catch (IOException e) {
      throw new StartupFailure(
          "The golden sets that ended can't be read from %s. Check its owner and permissions."
              .formatted(file),
          e);
    }
    return new EndedSetsFile(file, ids);
  }

  @Override
  public synchronized boolean contains(String id) {
    return ids.contains(id);
  }

  @Override
  public synchronized void add(Collection<String> ended) {
    var all = new TreeSet<>(ids);
    if (!all.addAll(ended)) {
      return;
    }
    ids = Set.copyOf(all);
    try {
      WholeFile.open(file, String.join("\n", all) + "\n");
    } catch (IOException e) {
      LOG.errorf(
          e,
          "Golden sets that ended can't be written to %s: they are known until this verifier stops",
          file);
    }
  }
}
