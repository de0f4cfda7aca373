package dev.assay.verifier.hooks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How a program is run as another user: by setpriv (util-linux), which becomes that user, with the
/// groups of that user and no capability, and then is the program. No shell, no PAM session.
final class OtherUser {
  // CAP_KILL, CAP_SETGID, CAP_SETUID, CAP_SYS_PTRACE: to become the user, and to find and kill what
  // hangs (linux/capability.h).
  private static final long NEEDED = 1L << 5 | 1L << 6 | 1L << 7 | 1L << 19;

  private static final Pattern EFFECTIVE = Pattern.compile("(?m)^CapEff:\\s*([0-9a-f]{1,16})$");
  private static final Pattern ID = Pattern.compile("[0-9]{1,10}");
  // Four questions and the longest program stay within HookCalls.LONGEST_SECONDS.
  private static final int SECONDS = 1;
  private static final int LONGEST_ANSWER = 64;

  private OtherUser() {}

  /// What goes before a command so that it runs as this user; nothing where the verifier is them.
  ///
  /// @throws HookUnusable where there is no such user, or the verifier may not become them
  static List<String> prefix(String user) throws HookUnusable {
    var id = ask("id", "-u", "--", user);
    var group = ask("id", "-g", "--", user);
    if (id.isEmpty() || group.isEmpty()) {
      throw new HookUnusable("The verifier's host has no user %s.".formatted(user));
    }
    if (id.equals(ask("id", "-u")) && group.equals(ask("id", "-g"))) {
      return List.of();
    }
    if (!mayBecomeOthers()) {
      throw new HookUnusable(
          "The verifier may not run a program as %s: start it as root, or with CAP_SETUID, CAP_SETGID, CAP_KILL and CAP_SYS_PTRACE."
              .formatted(user));
    }
    return List.of(
        "setpriv",
        "--reuid=" + id,
        "--regid=" + group,
        "--init-groups",
        "--inh-caps=-all",
        "--ambient-caps=-all",
        "--");
  }

  private static boolean mayBecomeOthers() throws HookUnusable {
    try {
      Matcher line = EFFECTIVE.matcher(Files.readString(Path.of("/proc/self/status")));
      return line.find() && (Long.parseUnsignedLong(line.group(1), 16) & NEEDED) == NEEDED;
    } catch (IOException notLinux) {
      throw new HookUnusable("Programs run as another user on Linux only.");
    }
  }

  /// A number that a program prints; empty where it does not.
  private static String ask(String... command) throws HookUnusable {
    try {
      var process =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
      try {
        process.getOutputStream().close();
        if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
          throw new HookUnusable("The host does not say who its users are.");
        }
        var said =
            new String(
                    process.getInputStream().readNBytes(LONGEST_ANSWER), StandardCharsets.US_ASCII)
                .strip();
        return process.exitValue() == 0 && ID.matcher(said).matches() ? said : "";
      } finally {
        process.destroyForcibly();
      }
    } catch (IOException missing) {
      throw new HookUnusable("The host has no program `id` to look up users with.");
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new HookUnusable("The verifier stopped while the program was started.");
    }
  }
}
