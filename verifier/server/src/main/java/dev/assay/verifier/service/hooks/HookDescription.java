package dev.assay.verifier.service.hooks;

import static dev.assay.verifier.service.Outcome.declined;
import static dev.assay.verifier.service.Outcome.done;

import dev.assay.verifier.service.BoardModel;
import dev.assay.verifier.service.Decline;
import dev.assay.verifier.service.Outcome;
import dev.assay.verifier.service.hooks.Hook.Origin;
import dev.assay.verifier.service.hooks.HookTarget.ClientCertificate;
import dev.assay.verifier.service.hooks.HookTarget.Command;
import dev.assay.verifier.service.hooks.HookTarget.Kubernetes;
import dev.assay.verifier.service.hooks.HookTarget.Webhook;
import dev.assay.verifier.service.quarantine.EventKind;
import dev.assay.verifier.service.quarantine.EventSeverity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// How a hook is written down: in the file, in the API, in the database. Nothing of it is trusted
/// before it became a [Hook].
///
/// @param url of a webhook; a hook has one of this, a command and a cluster
/// @param secrets references, `file:/path` or `env:NAME`
/// @param allowPrivate whether the webhook may lie in a private range, and be `http:`
/// @param trust PEM file of the authorities that the webhook's certificate may come from
/// @param clientCertificate PEM file; goes with `clientKey`
/// @param command program and arguments
/// @param timeoutSeconds of the command, 1 to 25
/// @param user whom the command runs as; absent: as the verifier does
/// @param kubernetes the cluster whose nodes the machines are
/// @param events types of the events that it hears; absent: all
/// @param models board models that it hears of; absent: all
/// @param severity the least: info, warning or critical
public record HookDescription(
    @Nullable String name,
    @Nullable String url,
    @Nullable List<String> secrets,
    @Nullable Boolean allowPrivate,
    @Nullable String trust,
    @Nullable String clientCertificate,
    @Nullable String clientKey,
    @Nullable List<String> command,
    @Nullable Integer timeoutSeconds,
    @Nullable String user,
    @Nullable KubernetesDescription kubernetes,
    @Nullable List<String> events,
    @Nullable List<String> models,
    @Nullable String severity) {
  private static final Pattern URL =
      Pattern.compile(
          "https?://(?:[A-Za-z0-9.-]{1,253}|\\[[0-9A-Fa-f:.]{2,45}])(?::[0-9]{1,5})?(?:/[!$-;=?-Z_a-z~%]*)?");
  // As useradd takes them by default, and with the dots of directories.
  private static final Pattern USER = Pattern.compile("[a-z_][a-z0-9_.-]{0,63}");
  private static final int USUAL_TIMEOUT = 10;
  private static final int LONGEST_TIMEOUT = 25;
  private static final int MOST = 50;

  /// What is wrong with a description.
  static final class Wrong extends RuntimeException {
    private static final long serialVersionUID = 1L;

    final String detail;

    Wrong(String detail) {
      super(detail, null, false, false);
      this.detail = detail;
    }
  }

  /// The hook that it describes. INVALID: the detail names what is wrong.
  public Outcome<Hook> read(Origin origin) {
    try {
      if (name == null || !Hook.isName(name)) {
        throw new Wrong("name: must be " + Hook.NAME_SHAPE);
      }
      return done(new Hook(name, origin, target(name), filter(), false));
    } catch (Wrong wrong) {
      return declined(Decline.INVALID, wrong.detail + ".");
    }
  }

  private HookTarget target(String hook) {
    if (Stream.of(url, command, kubernetes).filter(Objects::nonNull).count() != 1) {
      throw new Wrong("A hook has one of url, command and kubernetes");
    }
    if (user != null && command == null) {
      throw new Wrong("user: belongs to a command");
    }
    if (kubernetes != null) {
      return kubernetes.read(hook);
    }
    return command == null ? webhook() : program();
  }

  private Webhook webhook() {
    boolean mayBePrivate = Boolean.TRUE.equals(allowPrivate);
    if (url == null || !URL.matcher(url).matches()) {
      throw new Wrong("url: must be https://HOST/PATH, without user, query template or fragment");
    }
    if (!url.startsWith("https:") && !mayBePrivate) {
      throw new Wrong("url: must be https; http is for private addresses, with allowPrivate");
    }
    var references = new ArrayList<SecretRef>();
    for (var text : bounded("secrets", secrets)) {
      references.add(
          SecretRef.parse(text)
              .orElseThrow(() -> new Wrong("secrets: each must be " + SecretRef.SHAPE)));
    }
    if (references.isEmpty()) {
      throw new Wrong(
          "secrets: must name at least one, as %s; without a signature anybody could send"
              .formatted(SecretRef.SHAPE));
    }
    return new Webhook(url, references, mayBePrivate, file("trust", trust), client());
  }

  private Optional<ClientCertificate> client() {
    var certificate = file("clientCertificate", clientCertificate);
    var key = file("clientKey", clientKey);
    if (certificate.isPresent() != key.isPresent()) {
      throw new Wrong("clientCertificate and clientKey belong together");
    }
    return certificate.flatMap(pem -> key.map(keyPem -> new ClientCertificate(pem, keyPem)));
  }

  private static Optional<String> file(String part, @Nullable String path) {
    if (path != null && !SecretRef.PATH.matcher(path).matches()) {
      throw new Wrong(part + ": must be an absolute path");
    }
    return Optional.ofNullable(path);
  }

  private Command program() {
    var words = bounded("command", command);
    if (words.isEmpty() || !words.getFirst().startsWith("/")) {
      throw new Wrong("command: must begin with the absolute path of a program");
    }
    int seconds = timeoutSeconds == null ? USUAL_TIMEOUT : timeoutSeconds;
    if (seconds < 1 || seconds > LONGEST_TIMEOUT) {
      throw new Wrong("timeoutSeconds: must be 1 to " + LONGEST_TIMEOUT);
    }
    if (user != null && !USER.matcher(user).matches()) {
      throw new Wrong("user: must be the name of a user of the verifier's host");
    }
    return new Command(words, Duration.ofSeconds(seconds), Optional.ofNullable(user));
  }

  private HookFilter filter() {
    Set<EventKind> kinds = new HashSet<>();
    for (var type : bounded("events", events)) {
      kinds.add(
          EventKind.ofType(type)
              .orElseThrow(
                  () ->
                      new Wrong(
                          "events: each must be a type, as " + EventKind.QUARANTINED.type())));
    }
    Set<BoardModel> boards = new HashSet<>();
    for (var model : bounded("models", models)) {
      boards.add(
          BoardModel.parse(model)
              .orElseThrow(() -> new Wrong("models: each must be " + BoardModel.SHAPE)));
    }
    return new HookFilter(kinds, boards, least());
  }

  private EventSeverity least() {
    if (severity == null) {
      return EventSeverity.INFO;
    }
    return switch (severity.toLowerCase(Locale.ROOT)) {
      case "info" -> EventSeverity.INFO;
      case "warning" -> EventSeverity.WARNING;
      case "critical" -> EventSeverity.CRITICAL;
      default -> throw new Wrong("severity: must be info, warning or critical");
    };
  }

  private static List<String> bounded(String part, @Nullable List<String> list) {
    if (list == null) {
      return List.of();
    }
    if (list.size() > MOST || list.stream().anyMatch(Objects::isNull)) {
      throw new Wrong("%s: must be at most %d texts".formatted(part, MOST));
    }
    return list;
  }

  /// How a hook is written down.
  public static HookDescription of(Hook hook) {
    return switch (hook.target()) {
      case Webhook webhook -> of(hook, webhook);
      case Command command -> of(hook, command);
      case Kubernetes cluster -> of(hook, cluster);
    };
  }

  private static HookDescription of(Hook hook, Webhook webhook) {
    return new HookDescription(
        hook.name(),
        webhook.url(),
        webhook.secrets().stream().map(SecretRef::toString).toList(),
        webhook.allowPrivate(),
        webhook.trust().orElse(null),
        webhook.client().map(ClientCertificate::certificate).orElse(null),
        webhook.client().map(ClientCertificate::key).orElse(null),
        null,
        null,
        null,
        null,
        types(hook.filter()),
        models(hook.filter()),
        hook.filter().atLeast().name().toLowerCase(Locale.ROOT));
  }

  private static HookDescription of(Hook hook, Command command) {
    return new HookDescription(
        hook.name(),
        null,
        null,
        null,
        null,
        null,
        null,
        command.command(),
        (int) command.timeout().toSeconds(),
        command.user().orElse(null),
        null,
        types(hook.filter()),
        models(hook.filter()),
        hook.filter().atLeast().name().toLowerCase(Locale.ROOT));
  }

  private static HookDescription of(Hook hook, Kubernetes cluster) {
    return new HookDescription(
        hook.name(),
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        KubernetesDescription.of(cluster),
        types(hook.filter()),
        models(hook.filter()),
        hook.filter().atLeast().name().toLowerCase(Locale.ROOT));
  }

  private static List<String> types(HookFilter filter) {
    return filter.kinds().stream().map(EventKind::type).sorted().toList();
  }

  private static List<String> models(HookFilter filter) {
    return filter.models().stream().map(BoardModel::name).sorted().toList();
  }
}
