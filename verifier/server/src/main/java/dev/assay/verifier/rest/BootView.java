package dev.assay.verifier.rest;

import dev.assay.appraisal.boot.BootFacts;
import dev.assay.appraisal.boot.BootOption;
import dev.assay.appraisal.boot.ClaimedFact;
import dev.assay.appraisal.boot.LoadedImage;
import java.util.List;
import java.util.Optional;

/// What a machine's latest boot was.
///
/// @param proven read from data that hashes to its digest, in PCRs whose log explains the quoted
///   value; names that begin with "claimed" are the exception
/// @param claimed what the log says beyond that, and nothing proves
public record BootView(Facts proven, List<Claim> claimed) {

  /// What is proven of the boot.
  ///
  /// @param firmwareVersion as the firmware measured itself
  /// @param bootOrder numbers of boot options, four hexadecimal digits each
  /// @param bootAttempts how often the firmware turned to a boot option
  /// @param finished whether boot services ended with success
  public record Facts(
      Optional<String> firmwareVersion,
      SecureBootFactsView secureBoot,
      boolean debugMode,
      boolean dmaProtectionDisabled,
      boolean finished,
      List<String> bootOrder,
      List<Option> bootOptions,
      int bootAttempts,
      List<Image> images,
      List<String> commandLines) {

    static Facts of(BootFacts facts) {
      return new Facts(
          facts.firmwareVersion(),
          SecureBootFactsView.of(facts.secureBoot()),
          facts.debugMode(),
          facts.dmaProtectionDisabled(),
          facts.finished(),
          facts.bootOrder().stream().map("%04X"::formatted).toList(),
          facts.bootOptions().stream().map(Option::of).toList(),
          facts.bootAttempts(),
          facts.images().stream().map(Image::of).toList(),
          facts.commandLines());
    }
  }

  /// A boot option.
  public record Option(int event, String claimedName, String description, String file) {
    static Option of(BootOption option) {
      return new Option(option.event(), option.claimedName(), option.description(), option.file());
    }
  }

  /// Code that was loaded.
  ///
  /// @param digest its hash, after the bank's name
  public record Image(int pcr, int event, String digest, String claimedFile) {
    static Image of(LoadedImage image) {
      return new Image(image.pcr(), image.event(), image.digest().toString(), image.claimedFile());
    }
  }

  /// Something that the log says.
  public record Claim(int pcr, int event, String text) {
    static Claim of(ClaimedFact claim) {
      return new Claim(claim.pcr(), claim.event(), claim.text());
    }
  }

  static BootView of(BootFacts facts) {
    return new BootView(Facts.of(facts), facts.claimed().stream().map(Claim::of).toList());
  }
}
