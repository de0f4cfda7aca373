package dev.assay.appraisal.boot;

import dev.assay.appraisal.codec.PlainText;
import java.util.List;
import java.util.Optional;

/// What a boot was: read from data that hashes to its digest, in PCRs whose log explains the quoted
/// value. A fact that is missing here was not measured, or not so that it can be believed. Lists
/// hold at most [#MAX_ENTRIES], texts [#MAX_TEXT] characters; the rest is cut.
///
/// @param firmwareVersion as the firmware measured itself (EV_S_CRTM_VERSION), text or GUID
/// @param secureBoot what PCR 7 tells
/// @param bootOrder numbers of boot options in the order of their turn; empty where it is not known
/// @param bootOptions what may be started
/// @param bootAttempts how often the firmware turned to a boot option: once where the first one
///   started
/// @param images what was started or loaded
/// @param commandLines kernel command lines, as the loader measured them
/// @param debugMode whether the firmware says that it runs in its debug mode
/// @param dmaProtectionDisabled whether it says that devices could write to memory
/// @param finished whether boot services ended with success
/// @param claimed what the log says beyond this
public record BootFacts(
    Optional<String> firmwareVersion,
    SecureBootFacts secureBoot,
    List<Integer> bootOrder,
    List<BootOption> bootOptions,
    int bootAttempts,
    List<LoadedImage> images,
    List<String> commandLines,
    boolean debugMode,
    boolean dmaProtectionDisabled,
    boolean finished,
    List<ClaimedFact> claimed) {
  /// The most entries of a list.
  public static final int MAX_ENTRIES = 64;

  /// The longest text, but for command lines.
  public static final int MAX_TEXT = 200;

  /// The longest command line.
  public static final int MAX_COMMAND_LINE = 2048;

  public BootFacts {
    firmwareVersion = firmwareVersion.map(text -> PlainText.of(text, MAX_TEXT));
    bootOrder = List.copyOf(bootOrder);
    bootOptions = List.copyOf(bootOptions);
    images = List.copyOf(images);
    commandLines = commandLines.stream().map(l -> PlainText.of(l, MAX_COMMAND_LINE)).toList();
    claimed = List.copyOf(claimed);
  }
}
