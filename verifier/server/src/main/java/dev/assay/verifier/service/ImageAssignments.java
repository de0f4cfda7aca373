package dev.assay.verifier.service;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Which OS image people assigned to which role and label, and so which one a machine has: that of
/// its role, else that of its labels. Where its labels lead to two, it is ambiguous, whatever its
/// role: that is refused before it is so.
public record ImageAssignments(Map<ImageHolder, OsImage> images) {
  public ImageAssignments {
    images = Map.copyOf(images);
  }

  /// The image that the machine has; empty where its board model's is meant.
  Optional<OsImage> of(Machine machine) {
    return of(machine.role(), machine.labels());
  }

  Optional<OsImage> of(Optional<MachineRole> role, Collection<MachineLabel> labels) {
    return role.flatMap(this::of)
        .or(() -> labels.stream().flatMap(label -> of(label).stream()).findFirst());
  }

  Optional<OsImage> of(ImageHolder holder) {
    return Optional.ofNullable(images.get(holder));
  }

  /// To which images these labels lead, in words; empty where it is one at most.
  Optional<String> ambiguity(Collection<MachineLabel> labels) {
    if (labels.stream().flatMap(label -> of(label).stream()).distinct().count() < 2) {
      return Optional.empty();
    }
    return Optional.of(
        labels.stream()
            .flatMap(label -> of(label).map(image -> label + " to " + image).stream())
            .collect(Collectors.joining(" and ")));
  }

  ImageAssignments with(ImageHolder holder, OsImage image) {
    var more = new HashMap<>(images);
    more.put(holder, image);
    return new ImageAssignments(more);
  }

  ImageAssignments without(ImageHolder holder) {
    var fewer = new HashMap<>(images);
    fewer.remove(holder);
    return new ImageAssignments(fewer);
  }
}
