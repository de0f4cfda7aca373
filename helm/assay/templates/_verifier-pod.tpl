{{/* One setting and all below it, as variables: (list prefix value). */}}
{{- define "assay.settings" -}}
{{- $prefix := index . 0 -}}
{{- range $key, $value := index . 1 -}}
{{- $name := printf "%s_%s" $prefix (snakecase $key | upper) -}}
{{- if kindIs "map" $value }}
{{- include "assay.settings" (list $name $value) -}}
{{- else }}
- name: {{ $name }}
  value: {{ if kindIs "float64" $value }}{{ int64 $value | quote }}{{ else }}{{ $value | quote }}{{ end }}
{{- end -}}
{{- end -}}
{{- end -}}

{{/* The variables of the verifier. */}}
{{- define "assay.verifier.env" -}}
{{- $v := .Values.verifier -}}
{{- $database := $v.database -}}
- name: ASSAY_DATA
  value: /var/lib/assay/data
- name: ASSAY_PORT
  value: {{ $v.port | quote }}
- name: ASSAY_TLS_CERT
  value: /etc/assay/tls/tls.crt
- name: ASSAY_TLS_KEY
  value: /etc/assay/tls/tls.key
{{- if eq $database.type "external" }}
- name: ASSAY_DB_URL
  value: {{ $database.external.url | quote }}
{{- include "assay.database.login" $database.external.existingSecret }}
{{- else if eq $database.type "cloudnativePg" }}
- name: ASSAY_DB_URL
  value: jdbc:postgresql://{{ include "assay.database.name" . }}-rw.{{ .Release.Namespace }}.svc:5432/assay?sslmode=verify-full&sslrootcert=/etc/assay/database/ca.crt
{{- include "assay.database.login" (printf "%s-app" (include "assay.database.name" .)) }}
{{- end }}
{{- if ne $database.type "embedded" }}
- name: ASSAY_RESULT_KEYS
  value: /etc/assay/keys
- name: ASSAY_AUDIT_KEY
  value: /etc/assay/keys/audit.key
{{- end }}
{{- if or $v.ekRoots.existingConfigMap $v.ekRoots.files }}
- name: ASSAY_EK_ROOTS
  value: /etc/assay/ek-roots
{{- end }}
{{- if or $v.rimRoots.existingConfigMap $v.rimRoots.files }}
- name: ASSAY_RIM_ROOTS
  value: /etc/assay/rim-roots
{{- end }}
{{- if or $v.signers.existingConfigMap $v.signers.files }}
- name: ASSAY_SIGNERS
  value: /etc/assay/signers
{{- end }}
{{- if $v.tpmDenyList }}
- name: ASSAY_TPM_DENY_LIST
  value: /etc/assay/deny-list/tpms
{{- end }}
{{- if or $v.hooks.list $v.hooks.existingSecret }}
- name: ASSAY_HOOKS
  value: /etc/assay/hooks/hooks.json
{{- end }}
{{- if $v.tls.proxyCertificateConfigMap }}
- name: ASSAY_AGENTS_PROXY_CERTIFICATE
  value: /etc/assay/proxy/tls.crt
{{- end }}
{{- if $v.javaOptions }}
- name: ASSAY_JAVA_OPTS
  value: {{ $v.javaOptions | quote }}
{{- end }}
{{- include "assay.settings" (list "ASSAY" $v.config) }}
{{- with $v.extraEnv }}
{{ toYaml . }}
{{- end }}
{{- end -}}

{{- define "assay.database.login" }}
- name: ASSAY_DB_USER
  valueFrom:
    secretKeyRef: {name: {{ . }}, key: username}
- name: ASSAY_DB_PASSWORD
  valueFrom:
    secretKeyRef: {name: {{ . }}, key: password}
{{- end -}}

{{/* Mounted folder, and the volume behind it; both lists are made from the same conditions, in the same order.
     A folder as a whole, never a subPath: only so are renewed certificates and signers seen without a restart. */}}
{{- define "assay.verifier.mounts" -}}
{{- $v := .Values.verifier -}}
- name: data
  mountPath: /var/lib/assay
- name: tmp
  mountPath: /tmp
- name: tls
  mountPath: /etc/assay/tls
  readOnly: true
{{- if ne $v.database.type "embedded" }}
- name: keys
  mountPath: /etc/assay/keys
  readOnly: true
{{- end }}
{{- if include "assay.verifier.databaseCa" . }}
- name: database-ca
  mountPath: /etc/assay/database
  readOnly: true
{{- end }}
{{- if or $v.ekRoots.existingConfigMap $v.ekRoots.files }}
- name: ek-roots
  mountPath: /etc/assay/ek-roots
  readOnly: true
{{- end }}
{{- if or $v.rimRoots.existingConfigMap $v.rimRoots.files }}
- name: rim-roots
  mountPath: /etc/assay/rim-roots
  readOnly: true
{{- end }}
{{- if or $v.signers.existingConfigMap $v.signers.files }}
- name: signers
  mountPath: /etc/assay/signers
  readOnly: true
{{- end }}
{{- if $v.tpmDenyList }}
- name: deny-list
  mountPath: /etc/assay/deny-list
  readOnly: true
{{- end }}
{{- if or $v.hooks.list $v.hooks.existingSecret }}
- name: hooks
  mountPath: /etc/assay/hooks
  readOnly: true
{{- end }}
{{- if $v.hooks.secretsFrom }}
- name: hook-secrets
  mountPath: /etc/assay/hook-secrets
  readOnly: true
{{- end }}
{{- if $v.tls.proxyCertificateConfigMap }}
- name: proxy
  mountPath: /etc/assay/proxy
  readOnly: true
{{- end }}
{{- end -}}

{{- define "assay.verifier.databaseCa" -}}
{{- $database := .Values.verifier.database -}}
{{- if or (eq $database.type "cloudnativePg") (and (eq $database.type "external") $database.external.caConfigMap) -}}yes{{- end -}}
{{- end -}}

{{- define "assay.verifier.volumes" -}}
{{- $v := .Values.verifier -}}
{{- $name := include "assay.verifier.name" . -}}
{{- if ne $v.database.type "embedded" -}}
- name: data
  emptyDir: {sizeLimit: 64Mi}
{{ end -}}
- name: tmp
  emptyDir: {sizeLimit: 256Mi}
- name: tls
  secret:
    secretName: {{ include "assay.tls.secret" . }}
    defaultMode: 0440
    items:
      - {key: tls.crt, path: tls.crt}
      - {key: tls.key, path: tls.key}
{{- if ne $v.database.type "embedded" }}
- name: keys
  secret:
    secretName: {{ default (printf "%s-keys" (include "assay.fullname" .)) $v.keys.existingSecret }}
    defaultMode: 0440
{{- end }}
{{- if eq $v.database.type "cloudnativePg" }}
- name: database-ca
  # The operator's Secret holds the CA's key as well; the verifier gets the certificate alone.
  secret:
    secretName: {{ include "assay.database.name" . }}-ca
    defaultMode: 0440
    items:
      - {key: ca.crt, path: ca.crt}
{{- else if include "assay.verifier.databaseCa" . }}
- name: database-ca
  configMap:
    name: {{ $v.database.external.caConfigMap }}
{{- end }}
{{- if or $v.ekRoots.existingConfigMap $v.ekRoots.files }}
- name: ek-roots
  configMap:
    name: {{ default (printf "%s-ek-roots" $name) $v.ekRoots.existingConfigMap }}
{{- end }}
{{- if or $v.rimRoots.existingConfigMap $v.rimRoots.files }}
- name: rim-roots
  configMap:
    name: {{ default (printf "%s-rim-roots" $name) $v.rimRoots.existingConfigMap }}
{{- end }}
{{- if or $v.signers.existingConfigMap $v.signers.files }}
- name: signers
  configMap:
    name: {{ default (printf "%s-signers" $name) $v.signers.existingConfigMap }}
{{- end }}
{{- if $v.tpmDenyList }}
- name: deny-list
  configMap:
    name: {{ $name }}-deny-list
{{- end }}
{{- if or $v.hooks.list $v.hooks.existingSecret }}
- name: hooks
  secret:
    secretName: {{ default (printf "%s-hooks" $name) $v.hooks.existingSecret }}
    defaultMode: 0440
{{- end }}
{{- with $v.hooks.secretsFrom }}
- name: hook-secrets
  secret:
    secretName: {{ . }}
    defaultMode: 0440
{{- end }}
{{- with $v.tls.proxyCertificateConfigMap }}
- name: proxy
  configMap:
    name: {{ . }}
{{- end }}
{{- end -}}

{{/* The pod, the same in a Deployment and in the StatefulSet of a try-out. */}}
{{- define "assay.verifier.pod" -}}
{{- $v := .Values.verifier -}}
metadata:
  labels:
    {{- include "assay.verifier.selector" . | nindent 4 }}
    {{- include "assay.labels" . | nindent 4 }}
    {{- with $v.podLabels }}
    {{- toYaml . | nindent 4 }}
    {{- end }}
  annotations:
    # What is read at the start only: a change of it starts the pods anew.
    assay.dev/configuration: {{ list $v.ekRoots $v.rimRoots $v.tpmDenyList $v.hooks.list | toJson | sha256sum }}
    {{- with $v.podAnnotations }}
    {{- toYaml . | nindent 4 }}
    {{- end }}
spec:
  serviceAccountName: {{ include "assay.verifier.name" . }}
  automountServiceAccountToken: {{ $v.kubernetesHook.enabled }}
  # A Service called assay would else set ASSAY_PORT to an address.
  enableServiceLinks: false
  # The verifier tells its streams to go elsewhere and waits for what is open; the embedded PostgreSQL stops after it.
  terminationGracePeriodSeconds: 60
  {{- with .Values.image.pullSecrets }}
  imagePullSecrets:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  securityContext:
    runAsNonRoot: true
    runAsUser: 65532
    runAsGroup: 65532
    fsGroup: 65532
    # Always would open the embedded PostgreSQL's folder to its group at the second start, and PostgreSQL refuses such a folder.
    fsGroupChangePolicy: OnRootMismatch
    seccompProfile:
      type: RuntimeDefault
  {{- with $v.priorityClassName }}
  priorityClassName: {{ . }}
  {{- end }}
  {{- with $v.nodeSelector }}
  nodeSelector:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- with $v.tolerations }}
  tolerations:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- with $v.affinity }}
  affinity:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  topologySpreadConstraints:
    {{- range $v.topologyKeys }}
    - maxSkew: 1
      topologyKey: {{ . }}
      whenUnsatisfiable: {{ $v.whenUnsatisfiable }}
      labelSelector:
        matchLabels:
          {{- include "assay.verifier.selector" $ | nindent 10 }}
    {{- end }}
  containers:
    - name: verifier
      image: {{ include "assay.image" (list . $v.image) }}
      imagePullPolicy: {{ .Values.image.pullPolicy }}
      {{- if $v.newAdminToken }}
      args: [--new-admin-token]
      {{- end }}
      env:
        {{- include "assay.verifier.env" . | nindent 8 }}
      ports:
        - name: https
          containerPort: {{ $v.port }}
      securityContext:
        {{- include "assay.container.security" . | nindent 8 }}
      # Five minutes for migrations of the schema.
      startupProbe:
        httpGet: {path: /q/health/started, port: https, scheme: HTTPS}
        periodSeconds: 5
        timeoutSeconds: 5
        failureThreshold: 60
      readinessProbe:
        httpGet: {path: /q/health/ready, port: https, scheme: HTTPS}
        periodSeconds: 10
        timeoutSeconds: 7
        failureThreshold: 2
      # Looks at the process alone: a database that is away is no reason to start it anew.
      livenessProbe:
        httpGet: {path: /q/health/live, port: https, scheme: HTTPS}
        periodSeconds: 20
        timeoutSeconds: 10
        failureThreshold: 3
      lifecycle:
        preStop:
          # Until no new connection is sent here.
          sleep: {seconds: 5}
      resources:
        {{- toYaml $v.resources | nindent 8 }}
      volumeMounts:
        {{- include "assay.verifier.mounts" . | nindent 8 }}
  volumes:
    {{- include "assay.verifier.volumes" . | nindent 4 }}
{{- end -}}
