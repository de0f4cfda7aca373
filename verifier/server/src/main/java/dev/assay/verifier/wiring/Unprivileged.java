package dev.assay.verifier.wiring;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// How to run PostgreSQL, which refuses to be root, from a verifier that is. In a user namespace of
/// its own, where that is allowed; else as nobody, to whom its folder then belongs.
///
/// @param prefix what goes before the command
/// @param user the numeric user that must own the files; -1 for whoever made them
record Unprivileged(List<String> prefix, int user) {
  private static final int NOBODY = 65534;

  static Unprivileged find() throws IOException, InterruptedException {
    if (!isRoot()) {
      return new Unprivileged(List.of(), -1);
    }
    var namespace = List.of("unshare", "--user");
    if (works(namespace)) {
      return new Unprivileged(namespace, -1);
    }
    var nobody = List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups");
    if (works(nobody)) {
      return new Unprivileged(nobody, NOBODY);
    }
    throw new StartupFailure(
        "PostgreSQL does not run as root, and neither unshare nor setpriv (package util-linux)"
            + " works here. Start the verifier as another user, or set ASSAY_DB_URL to a PostgreSQL"
            + " of your own.");
  }

  /// Gives a folder that root made to the user that PostgreSQL runs as, and lets that user reach
  /// it.
  void own(Path folder, Path reachableFrom) throws IOException {
    if (user < 0) {
      return;
    }
    Files.setPosixFilePermissions(reachableFrom, PosixFilePermissions.fromString("rwx--x--x"));
    try (var paths = Files.walk(folder)) {
      for (var path : paths.toList()) {
        Files.setAttribute(path, "unix:uid", user, LinkOption.NOFOLLOW_LINKS);
      }
    }
  }

  private static boolean isRoot() throws IOException {
    return Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
  }

  private static boolean works(List<String> prefix) throws InterruptedException {
    var command = new ArrayList<>(prefix);
    command.add("true");
    try {
      var process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException notInstalled) {
      return false;
    }
  }
}
