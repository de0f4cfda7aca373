package dev.assay.verifier.hooks;

import dev.assay.verifier.service.hooks.SecretRef;
import io.fabric8.kubernetes.api.model.NamedAuthInfo;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// How a cluster is reached: by a kubeconfig, or as the service account of the verifier's own pod.
/// Read anew each time. Nothing is looked for where it was not named: not `~/.kube`, not the
/// library's own variables.
final class ClusterAccess {
  private static final int CONNECT_MILLIS = 3_000;
  private static final int REQUEST_MILLIS = 5_000;
  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

  private final Map<String, String> environment;
  private final Secrets secrets;
  private final Path serviceAccount;

  /// @param serviceAccount the folder that Kubernetes gives to pods
  ClusterAccess(Map<String, String> environment, Path serviceAccount) {
    this.environment = Map.copyOf(environment);
    this.secrets = new Secrets(environment);
    this.serviceAccount = serviceAccount;
  }

  /// @throws HookUnusable where there is no way in, or one that can't be trusted; says no secret
  Config read(Optional<SecretRef> kubeconfig) throws HookUnusable {
    var config = kubeconfig.isPresent() ? described(kubeconfig.get()) : pod();
    config.setConnectionTimeout(CONNECT_MILLIS);
    config.setRequestTimeout(REQUEST_MILLIS);
    // The outbox tries again.
    config.setRequestRetryBackoffLimit(0);
    config.setUserAgent("Assay");
    return config;
  }

  private Config pod() throws HookUnusable {
    var host = environment.get("KUBERNETES_SERVICE_HOST");
    var port = environment.get("KUBERNETES_SERVICE_PORT");
    var token = serviceAccount.resolve("token");
    if (host == null || port == null || !Files.isRegularFile(token)) {
      throw new HookUnusable(
          "The verifier runs in no pod with a service account: name a kubeconfig in the hook.");
    }
    var config = Config.empty();
    config.setMasterUrl(
        "https://" + (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port + "/");
    config.setCaCertFile(serviceAccount.resolve("ca.crt").toString());
    config.setOauthToken(secrets.read(new SecretRef.InFile(token.toString())));
    return config;
  }

  private Config described(SecretRef reference) throws HookUnusable {
    var text = secrets.readLong(reference);
    try {
      var users = users(text);
      for (var user : users) {
        refusePrograms(user, reference);
      }
      var config =
          switch (reference) {
            // Paths in it are relative to it.
            case SecretRef.InFile(var path) -> Config.fromKubeconfig(Path.of(path).toFile());
            case SecretRef.InEnvironment _ -> Config.fromKubeconfig(text);
          };
      var context = config.getCurrentContext();
      if (context == null) {
        throw new HookUnusable("The kubeconfig %s has no current context.".formatted(reference));
      }
      checkServer(config, reference);
      setTokenOfFile(config, users, context.getContext().getUser());
      return config;
    } catch (RuntimeException wrong) {
      // The library's words may quote it.
      throw new HookUnusable("%s is no kubeconfig.".formatted(reference));
    }
  }

  private static List<NamedAuthInfo> users(String text) {
    var parsed =
        new KubernetesSerialization().unmarshal(text, io.fabric8.kubernetes.api.model.Config.class);
    return parsed == null || parsed.getUsers() == null ? List.of() : parsed.getUsers();
  }

  // An administrator of the API names a kubeconfig; the programs of the host are not theirs to run.
  private static void refusePrograms(NamedAuthInfo user, SecretRef reference) throws HookUnusable {
    var access = user.getUser();
    if (access != null && (access.getExec() != null || access.getAuthProvider() != null)) {
      throw new HookUnusable(
          "The kubeconfig %s asks for a program (exec, auth-provider); use a token or a client certificate."
              .formatted(reference));
    }
  }

  private static void checkServer(Config config, SecretRef reference) throws HookUnusable {
    var server = URI.create(config.getMasterUrl());
    boolean plain = !"https".equals(server.getScheme());
    if (config.isTrustCerts()
        || (plain && !LOOPBACK.contains(Objects.requireNonNullElse(server.getHost(), "")))) {
      throw new HookUnusable(
          "The kubeconfig %s does not check who the API server is; use https and certificate-authority."
              .formatted(reference));
    }
  }

  private void setTokenOfFile(Config config, List<NamedAuthInfo> users, @Nullable String current)
      throws HookUnusable {
    for (var user : users) {
      if (user.getName().equals(current)
          && user.getUser() != null
          && user.getUser().getTokenFile() != null) {
        config.setOauthToken(secrets.read(new SecretRef.InFile(user.getUser().getTokenFile())));
      }
    }
  }
}
