{{/* What a schema can't see: values that contradict each other. */}}
{{- define "assay.checks" -}}
{{- $v := .Values.verifier -}}
{{- $a := .Values.agent -}}
{{- if eq .Values.image.tag "latest" -}}
{{- fail "image.tag is latest, and nobody could tell what ran before an upgrade. Name a version, or leave it out for the chart's own." -}}
{{- end -}}
{{- if contains "password=" $v.database.external.url -}}
{{- fail "verifier.database.external.url holds a password, which would stand in the pod's description. Put user and password into the Secret that existingSecret names." -}}
{{- end -}}
{{- if not (or $v.enabled $a.enabled) -}}
{{- fail "verifier.enabled and agent.enabled are both false, so nothing would be installed. Set one of them to true." -}}
{{- end -}}
{{- if and $a.enabled (not $v.enabled) (not $a.verifier) -}}
{{- fail "agent.verifier is empty and this release has no verifier. Set agent.verifier to HOST:PORT of yours." -}}
{{- end -}}
{{- if and $a.enabled (hasPrefix "device:" $a.tpm.address) (not $a.tpm.resource) -}}
{{- fail "agent.tpm.resource is empty: an unprivileged container gets a TPM only from a device plugin. Set it to the plugin's resource, such as squat.ai/tpmrm (docs/kubernetes.md)." -}}
{{- end -}}
{{- if $v.enabled -}}
{{- $embedded := eq $v.database.type "embedded" -}}
{{- if and $embedded $v.autoscaling.enabled -}}
{{- fail "verifier.autoscaling.enabled needs a database that verifiers share. Set verifier.database.type to external or cloudnativePg." -}}
{{- end -}}
{{- $fewest := ternary $v.autoscaling.minReplicas $v.replicas $v.autoscaling.enabled | int -}}
{{- if and (not $embedded) $v.podDisruptionBudget.enabled (gt $fewest 1) (ge (int $v.podDisruptionBudget.minAvailable) $fewest) -}}
{{- fail (printf "verifier.podDisruptionBudget.minAvailable is %d of %d verifiers, so no node could ever be drained. Set it to less." (int $v.podDisruptionBudget.minAvailable) $fewest) -}}
{{- end -}}
{{- if and $v.autoscaling.enabled (gt (int $v.autoscaling.minReplicas) (int $v.autoscaling.maxReplicas)) -}}
{{- fail "verifier.autoscaling.minReplicas is more than maxReplicas." -}}
{{- end -}}
{{- if and (eq $v.tls.source "certManager") (not $v.tls.certManager.issuerRef.name) -}}
{{- fail "verifier.tls.certManager.issuerRef.name is empty. Name the issuer that signs the verifier's certificate." -}}
{{- end -}}
{{- if and (eq $v.tls.source "secret") (not $v.tls.existingSecret) -}}
{{- fail "verifier.tls.existingSecret is empty. Name the Secret with tls.crt and tls.key, or set verifier.tls.source." -}}
{{- end -}}
{{- if and (eq $v.database.type "external") (not $v.database.external.existingSecret) -}}
{{- fail "verifier.database.external.existingSecret is empty. Name the Secret with username and password of the database." -}}
{{- end -}}
{{- if and $v.ingress.enabled (not $v.ingress.host) -}}
{{- fail "verifier.ingress.host is empty. TLS is passed through by the name that agents ask for." -}}
{{- end -}}
{{- if and $v.gateway.enabled (not $v.gateway.host) -}}
{{- fail "verifier.gateway.host is empty. TLS is passed through by the name that agents ask for." -}}
{{- end -}}
{{- if and $v.gateway.enabled (not $v.gateway.parentRefs) (not $v.gateway.createWithClass) -}}
{{- fail "verifier.gateway has no Gateway. Set parentRefs, or createWithClass." -}}
{{- end -}}
{{- if and $v.hooks.list $v.hooks.existingSecret -}}
{{- fail "verifier.hooks.list and verifier.hooks.existingSecret exclude each other." -}}
{{- end -}}
{{- end -}}
{{- end -}}
