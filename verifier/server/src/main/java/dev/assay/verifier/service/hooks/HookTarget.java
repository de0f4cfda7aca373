package dev.assay.verifier.service.hooks;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What a hook calls.
public sealed interface HookTarget {

  /// An HTTP receiver of CloudEvents, signed as Standard Webhooks has it.
  ///
  /// @param url `https://…`, or `http://…` where `allowPrivate`
  /// @param secrets `whsec_…` (HMAC-SHA256) or `whsk_…` (Ed25519); each makes a signature
  /// @param allowPrivate whether it may lie in a private, loopback or link-local range
  /// @param trust PEM file of the authorities to trust instead of the system's
  /// @param client the certificate to show
  record Webhook(
      String url,
      List<SecretRef> secrets,
      boolean allowPrivate,
      Optional<String> trust,
      Optional<ClientCertificate> client)
      implements HookTarget {
    public Webhook {
      secrets = List.copyOf(secrets);
    }
  }

  /// PEM files for mutual TLS.
  record ClientCertificate(String certificate, String key) {}

  /// A program that reads the event from its standard input.
  ///
  /// @param command program and arguments, as they are: no shell reads them
  /// @param user whom it runs as; empty: as the verifier does
  record Command(List<String> command, Duration timeout, Optional<String> user)
      implements HookTarget {
    public Command {
      command = List.copyOf(command);
      if (command.isEmpty()) {
        throw new IllegalArgumentException("A command names its program");
      }
    }
  }

  /// The node of a Kubernetes cluster that the machine is.
  ///
  /// @param kubeconfig where the access to the cluster is described; empty: the service account of
  ///   the pod that the verifier runs in
  /// @param cordon whether the node is cordoned too
  record Kubernetes(
      Optional<SecretRef> kubeconfig,
      NodeRef node,
      String taintKey,
      TaintEffect effect,
      boolean cordon)
      implements HookTarget {}

  /// What a taint does to pods that don't tolerate it, as Kubernetes names it.
  enum TaintEffect {
    NO_SCHEDULE("NoSchedule"),
    PREFER_NO_SCHEDULE("PreferNoSchedule"),
    NO_EXECUTE("NoExecute");

    private final String label;

    TaintEffect(String label) {
      this.label = label;
    }

    /// Its name in the Kubernetes API.
    public String label() {
      return label;
    }
  }
}
