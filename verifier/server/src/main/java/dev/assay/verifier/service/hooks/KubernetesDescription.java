package dev.assay.verifier.service.hooks;

import dev.assay.verifier.service.hooks.HookDescription.Wrong;
import dev.assay.verifier.service.hooks.HookTarget.Kubernetes;
import dev.assay.verifier.service.hooks.HookTarget.TaintEffect;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// How a hook of a Kubernetes cluster is written down; everything may be left out.
///
/// @param kubeconfig `file:/path` or `env:NAME`; absent: the service account of the verifier's pod
/// @param node how the machine's node is found; absent: by the label of [NodeRef#USUAL]
/// @param taintKey absent: `assay.dev/untrusted`
/// @param taintEffect absent: `NoExecute`
/// @param cordon whether the node is cordoned too; absent: not
public record KubernetesDescription(
    @Nullable String kubeconfig,
    @Nullable String node,
    @Nullable String taintKey,
    @Nullable String taintEffect,
    @Nullable Boolean cordon) {
  private static final String USUAL_TAINT = "assay.dev/untrusted";
  // The hook's name becomes the name of an annotation, which ends with a letter or digit.
  private static final Pattern ANNOTATION = Pattern.compile("[a-z0-9-]{0,62}[a-z0-9]");

  Kubernetes read(String hook) {
    if (!ANNOTATION.matcher(hook).matches()) {
      throw new Wrong(
          "name: of a Kubernetes hook has at most 63 characters and ends with a letter or digit");
    }
    var key = taintKey == null ? USUAL_TAINT : taintKey;
    if (!NodeRef.isKey(key)) {
      throw new Wrong("taintKey: must be a key as Kubernetes has them, such as " + USUAL_TAINT);
    }
    return new Kubernetes(
        access(),
        NodeRef.parse(node == null ? NodeRef.USUAL : node)
            .orElseThrow(() -> new Wrong("node: must be " + NodeRef.SHAPE)),
        key,
        effect(),
        Boolean.TRUE.equals(cordon));
  }

  private Optional<SecretRef> access() {
    return Optional.ofNullable(kubeconfig)
        .map(
            text ->
                SecretRef.parse(text)
                    .orElseThrow(() -> new Wrong("kubeconfig: must be " + SecretRef.SHAPE)));
  }

  private TaintEffect effect() {
    return taintEffect == null
        ? TaintEffect.NO_EXECUTE
        : Arrays.stream(TaintEffect.values())
            .filter(effect -> effect.label().equals(taintEffect))
            .findFirst()
            .orElseThrow(
                () -> new Wrong("taintEffect: must be NoSchedule, PreferNoSchedule or NoExecute"));
  }

  static KubernetesDescription of(Kubernetes cluster) {
    return new KubernetesDescription(
        cluster.kubeconfig().map(SecretRef::toString).orElse(null),
        cluster.node().toString(),
        cluster.taintKey(),
        cluster.effect().label(),
        cluster.cordon());
  }
}
