{{/* What the objects of a release are called. */}}
{{- define "assay.fullname" -}}
{{- if .Values.fullnameOverride -}}
{{- .Values.fullnameOverride | trunc 48 | trimSuffix "-" -}}
{{- else -}}
{{- $name := default .Chart.Name .Values.nameOverride -}}
{{- if contains $name .Release.Name -}}
{{- .Release.Name | trunc 48 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name $name | trunc 48 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{- define "assay.verifier.name" -}}{{ include "assay.fullname" . }}-verifier{{- end -}}
{{- define "assay.agent.name" -}}{{ include "assay.fullname" . }}-agent{{- end -}}
{{- define "assay.database.name" -}}{{ include "assay.fullname" . }}-database{{- end -}}

{{/* The verifier's name inside the cluster, which its certificate must be good for. */}}
{{- define "assay.verifier.host" -}}
{{ include "assay.verifier.name" . }}.{{ .Release.Namespace }}.svc
{{- end -}}

{{- define "assay.labels" -}}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" }}
app.kubernetes.io/part-of: assay
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
{{- end -}}

{{- define "assay.verifier.selector" -}}
app.kubernetes.io/name: assay-verifier
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}

{{- define "assay.agent.selector" -}}
app.kubernetes.io/name: assay-agent
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}

{{/* An image: (list . .Values.verifier.image). */}}
{{- define "assay.image" -}}
{{- $root := index . 0 -}}
{{- $image := index . 1 -}}
{{- $repository := $image.repository -}}
{{- with $root.Values.image.registry -}}
{{- $repository = printf "%s/%s" (trimSuffix "/" .) $image.repository -}}
{{- end -}}
{{- if $image.digest -}}
{{- printf "%s@%s" $repository $image.digest -}}
{{- else -}}
{{- printf "%s:%s" $repository (default $root.Chart.AppVersion $root.Values.image.tag) -}}
{{- end -}}
{{- end -}}

{{/* The Secret of the server's certificate. */}}
{{- define "assay.tls.secret" -}}
{{- if eq .Values.verifier.tls.source "secret" -}}
{{- .Values.verifier.tls.existingSecret -}}
{{- else -}}
{{- include "assay.fullname" . }}-tls
{{- end -}}
{{- end -}}

{{/* The ConfigMap of the CA that agents trust; empty for the Java runtime's list. */}}
{{- define "assay.ca.configMap" -}}
{{- if or .Values.agent.ca.pem (and .Values.verifier.enabled (eq .Values.verifier.tls.source "generated")) -}}
{{- include "assay.fullname" . }}-ca
{{- else -}}
{{- .Values.agent.ca.existingConfigMap -}}
{{- end -}}
{{- end -}}

{{/* The DNS names that a certificate which is made here is good for, by commas. */}}
{{- define "assay.tls.names" -}}
{{- $host := include "assay.verifier.host" . -}}
{{- $names := list $host (include "assay.verifier.name" .) (printf "%s.%s" (include "assay.verifier.name" .) .Release.Namespace) (printf "%s.cluster.local" $host) -}}
{{- if .Values.verifier.ingress.enabled -}}{{- $names = append $names .Values.verifier.ingress.host -}}{{- end -}}
{{- if .Values.verifier.gateway.enabled -}}{{- $names = append $names .Values.verifier.gateway.host -}}{{- end -}}
{{- concat $names .Values.verifier.tls.extraNames | uniq | join "," -}}
{{- end -}}

{{/* The one user of both images, and what every container of them may not do. */}}
{{- define "assay.container.security" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities:
  drop: [ALL]
{{- end -}}
