package dev.assay.golden.signing;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// A person who may sign golden sets: an entry of the folder that the verifier reads
/// (docs/golden.md).
///
/// @param name 1 to 64 characters: letters, digits and `. _ @ -`, beginning with a letter or digit
public record Signer(String name, VerificationKey key) {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._@-]{0,63}");
  private static final String NAME_LINE = "name: ";
  private static final String ROLE_LINE = "role: golden-signer";
  private static final String LAST_LINE = "-----END PUBLIC KEY-----";

  /// What a name must look like, for messages.
  public static final String NAME_SHAPE =
      "1 to 64 letters, digits and . _ @ -, beginning with a letter or digit";

  public Signer {
    if (!isName(name)) {
      throw new IllegalArgumentException("A signer's name is " + NAME_SHAPE);
    }
  }

  public static boolean isName(String text) {
    return NAME.matcher(text).matches();
  }

  /// Whether this is the person of that name, however it is capitalised.
  public boolean is(String otherName) {
    return name.toLowerCase(Locale.ROOT).equals(otherName.strip().toLowerCase(Locale.ROOT));
  }

  /// The entry, as [#parse] reads it.
  public String write() {
    return NAME_LINE + name + "\n" + ROLE_LINE + "\n" + key.write();
  }

  /// The entries of a file. Empty lines and lines that begin with # say nothing; anything else that
  /// is no entry refuses the whole file.
  ///
  /// @throws KeyInvalid where it holds anything but entries; says which line
  public static List<Signer> parse(String text) throws KeyInvalid {
    var lines =
        text.lines()
            .map(String::strip)
            .filter(line -> !line.isEmpty() && !line.startsWith("#"))
            .toList();
    var signers = new ArrayList<Signer>();
    int start = 0;
    for (int line = 0; line < lines.size(); line++) {
      if (lines.get(line).equals(LAST_LINE)) {
        signers.add(entry(lines.subList(start, line + 1)));
        start = line + 1;
      }
    }
    if (start != lines.size()) {
      throw new KeyInvalid("it ends within an entry, or with something that is none");
    }
    return List.copyOf(signers);
  }

  private static Signer entry(List<String> lines) throws KeyInvalid {
    if (lines.size() < 3 || !lines.getFirst().startsWith(NAME_LINE)) {
      throw new KeyInvalid("an entry begins with the line `name: NAME`");
    }
    var name = lines.getFirst().substring(NAME_LINE.length()).strip();
    if (!isName(name)) {
      throw new KeyInvalid("a signer's name is " + NAME_SHAPE);
    }
    if (!lines.get(1).equals(ROLE_LINE)) {
      throw new KeyInvalid(
          "the second line of the entry of %s is not `%s`".formatted(name, ROLE_LINE));
    }
    return new Signer(
        name, VerificationKey.parse(String.join("\n", lines.subList(2, lines.size()))));
  }
}
