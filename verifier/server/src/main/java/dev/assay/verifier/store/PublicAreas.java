package dev.assay.verifier.store;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.codec.MalformedInput;
import dev.assay.appraisal.tpm.TpmPublic;
import java.util.Objects;

/// Public areas that the database holds, each decoded once.
final class PublicAreas {
  private static final int REMEMBERED = 50_000;

  private final LoadingCache<Bytes, TpmPublic> decoded =
      Caffeine.newBuilder().maximumSize(REMEMBERED).build(PublicAreas::decode);

  TpmPublic of(Bytes area) {
    return Objects.requireNonNull(decoded.get(area));
  }

  private static TpmPublic decode(Bytes area) {
    try {
      return TpmPublic.parse(area);
    } catch (MalformedInput broken) {
      throw new IllegalStateException(
          "The database holds a public area that can't be read", broken);
    }
  }
}
