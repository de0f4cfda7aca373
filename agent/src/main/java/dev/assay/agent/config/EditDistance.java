package dev.assay.agent.config;

import java.util.Collection;
import java.util.Comparator;

/// How far two words are apart: the least number of letters to insert, drop or change
/// (Levenshtein).
public final class EditDistance {
  private EditDistance() {}

  /// The word that is nearest to what somebody wrote, for "did you mean".
  public static String nearest(String written, Collection<String> words) {
    return words.stream()
        .min(Comparator.comparingInt(word -> between(word, written)))
        .orElseThrow(() -> new IllegalArgumentException("no words"));
  }

  private static int between(String a, String b) {
    var previous = new int[b.length() + 1];
    for (var j = 0; j <= b.length(); j++) {
      previous[j] = j;
    }
    for (var i = 1; i <= a.length(); i++) {
      var current = new int[b.length() + 1];
      current[0] = i;
      for (var j = 1; j <= b.length(); j++) {
        var change = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        current[j] = Math.min(change, 1 + Math.min(previous[j], current[j - 1]));
      }
      previous = current;
    }
    return previous[b.length()];
  }
}
