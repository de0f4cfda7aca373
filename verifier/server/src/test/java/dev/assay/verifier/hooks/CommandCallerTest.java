package dev.assay.verifier.hooks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.verifier.service.hooks.Attempt;
import dev.assay.verifier.service.hooks.HookTarget.Command;
import dev.assay.verifier.service.hooks.OutgoingEvent;
import dev.assay.verifier.service.quarantine.EventKind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

class CommandCallerTest {
  private static final OutgoingEvent EVENT =
      new OutgoingEvent(
          7, "evt_7", Instant.EPOCH, EventKind.QUARANTINED, Optional.empty(), "{\"id\":\"evt_7\"}");

  @TempDir Path folder;

  private final CommandCaller caller =
      new CommandCaller(Map.of("PATH", System.getenv("PATH"), "HOOK_KEY", "whsec_verysecret"));

  private Attempt run(int seconds, String... command) {
    return run(Optional.empty(), seconds, command);
  }

  private Attempt run(Optional<String> user, int seconds, String... command) {
    return caller.call(new Command(List.of(command), Duration.ofSeconds(seconds), user), EVENT);
  }

  private static String error(Attempt attempt) {
    return switch (attempt) {
      case Attempt.Failed(var error, _) -> error;
      case Attempt.Delivered _ -> throw new AssertionError("was delivered");
    };
  }

  @Test
  void programReadsTheEventFromItsInput() throws IOException {
    var file = folder.resolve("in.json");
    assertThat(run(10, "/bin/sh", "-c", "cat > " + file)).isInstanceOf(Attempt.Delivered.class);
    assertThat(file).hasContent(EVENT.body());
  }

  @Test
  void noShellReadsTheArguments() {
    var file = folder.resolve("made");
    assertThat(run(10, "/bin/echo", "$(touch " + file + "); touch " + file))
        .isInstanceOf(Attempt.Delivered.class);
    assertThat(file).doesNotExist();
  }

  @Test
  void environmentOfTheVerifierIsNotInherited() {
    var said = error(run(10, "/bin/sh", "-c", "env; exit 3"));
    assertThat(said).contains("code 3").doesNotContain("verysecret");
  }

  @Test
  void outputIsBoundedAndHarmless() {
    var said =
        error(run(10, "/bin/sh", "-c", "printf '\\033[31m'; yes | head -c 50000000; exit 1"));
    assertThat(said).hasSizeLessThan(300).doesNotContain("\u001b");
  }

  @Test
  void programThatForksAndHangsIsKilledWithAllThatItStarted() throws IOException {
    forksAndHangs(Optional.empty());
  }

  @Test
  @EnabledIf("isRoot")
  void programOfAnotherUserThatForksAndHangsIsKilledWithAllThatItStarted() throws IOException {
    forksAndHangs(Optional.of("nobody"));
  }

  private void forksAndHangs(Optional<String> user) throws IOException {
    letAnybodyWrite();
    var pids = folder.resolve("pids");
    var script =
        "(setsid sh -c 'echo $$ >> %1$s; sleep 600' &) ; (sh -c 'echo $$ >> %1$s; sleep 600' &) ; echo $$ >> %1$s; sleep 600"
            .formatted(pids);
    assertThat(error(run(user, 2, "/bin/sh", "-c", script))).contains("killed");
    var started = Files.readAllLines(pids);
    assertThat(started).hasSize(3);
    assertThat(started)
        .allSatisfy(
            pid ->
                assertThat(ProcessHandle.of(Long.parseLong(pid)).filter(CommandCallerTest::runs))
                    .isEmpty());
  }

  // A killed process that nobody has waited for yet still has a number.
  private static boolean runs(ProcessHandle process) {
    try {
      var state = Files.readString(Path.of("/proc/" + process.pid() + "/stat"));
      return !state.substring(state.lastIndexOf(')') + 2).startsWith("Z");
    } catch (IOException gone) {
      return false;
    }
  }

  @Test
  void programThatIsNotThereIsAFailure() {
    assertThat(error(run(2, folder.resolve("none").toString()))).contains("can't be started");
  }

  static boolean isRoot() throws IOException {
    return Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
  }

  private void letAnybodyWrite() throws IOException {
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
  }

  @Test
  @EnabledIf("isRoot")
  void programRunsAsItsUserWithTheirGroupsAndNoCapability() throws IOException {
    letAnybodyWrite();
    var file = folder.resolve("who");
    var script = "{ id -u; id -g; id -G; grep -E 'Cap(Inh|Prm|Eff|Amb)' /proc/self/status; } > ";
    assertThat(run(Optional.of("nobody"), 10, "/bin/sh", "-c", script + file))
        .isInstanceOf(Attempt.Delivered.class);
    assertThat(Files.readString(file)).matches("65534\n65534\n65534\n(Cap[A-Z][a-z]+:\t0+\n){4}");
  }

  @Test
  @EnabledIf("isRoot")
  void programOfAnotherUserReadsTheEventAndNoFileOfTheVerifiers() throws IOException {
    letAnybodyWrite();
    var secret = Files.writeString(folder.resolve("secret"), "whsec_verysecret");
    Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
    var file = folder.resolve("in.json");
    assertThat(error(run(Optional.of("nobody"), 10, "/bin/cat", secret.toString())))
        .doesNotContain("verysecret");
    assertThat(run(Optional.of("nobody"), 10, "/bin/sh", "-c", "cat > " + file))
        .isInstanceOf(Attempt.Delivered.class);
    assertThat(file).hasContent(EVENT.body());
  }

  @Test
  void userThatIsNotThereIsAFailure() {
    assertThat(error(run(Optional.of("no-such-user"), 10, "/bin/true")))
        .contains("has no user no-such-user");
  }

  @Test
  @EnabledIf("isRoot")
  void verifierThatMayNotBecomeTheUserSaysWhatItNeeds() throws Exception {
    // The same class in a process without the rights: this one is root.
    var process =
        new ProcessBuilder(
                "setpriv",
                "--reuid=65534",
                "--regid=65534",
                "--clear-groups",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                CommandAsRoot.class.getName())
            .redirectErrorStream(true)
            .start();
    assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
        .contains("may not run a program as root", "CAP_SETUID");
  }

  /// Asks for a program to be run as root.
  static final class CommandAsRoot {
    public static void main(String[] arguments) {
      var caller = new CommandCaller(System.getenv());
      var command = new Command(List.of("/bin/true"), Duration.ofSeconds(5), Optional.of("root"));
      System.out.println(error(caller.call(command, EVENT)));
    }
  }
}
