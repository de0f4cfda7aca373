{{/* What every agent container, and the test, is told of the verifier. */}}
{{- define "assay.agent.verifier" -}}
{{- $inside := printf "%s:%d" (include "assay.verifier.host" .) (int .Values.verifier.service.port) -}}
- name: ASSAY_VERIFIER
  value: {{ default $inside .Values.agent.verifier }}
{{- if include "assay.ca.configMap" . }}
- name: ASSAY_CA
  value: /etc/assay/ca/ca.crt
{{- end }}
{{- end -}}

{{/* The variables of the agent's containers. */}}
{{- define "assay.agent.env" -}}
{{- $a := .Values.agent -}}
{{ include "assay.agent.verifier" . }}
- name: ASSAY_HOST_NAME
  valueFrom:
    fieldRef: {fieldPath: spec.nodeName}
- name: ASSAY_STATE
  value: /var/lib/assay-agent
- name: ASSAY_TPM
  value: {{ $a.tpm.address }}
# Not below /sys: there a container's profile hides it.
- name: ASSAY_EVENT_LOG
  value: /host/event-log
{{- if $a.runAsRoot }}
- name: ASSAY_SYSFS
  value: /host/sys
{{- end }}
- name: ASSAY_AK
  value: {{ $a.ak }}
- name: ASSAY_EK
  value: {{ $a.ek }}
- name: ASSAY_LOG_LEVEL
  value: {{ $a.logLevel }}
{{- if .Values.verifier.tls.proxyCertificateConfigMap }}
- name: ASSAY_TLS_PROXY_CERTIFICATE_BINDING
  value: "true"
{{- end }}
{{- with $a.javaOptions }}
- name: ASSAY_JAVA_OPTS
  value: {{ . | quote }}
{{- end }}
{{- end -}}

{{/* A container of the agent: (list . name arguments). */}}
{{- define "assay.agent.container" -}}
{{- $root := index . 0 -}}
{{- $a := $root.Values.agent -}}
- name: {{ index . 1 }}
  image: {{ include "assay.image" (list $root $a.image) }}
  imagePullPolicy: {{ $root.Values.image.pullPolicy }}
  args: {{ index . 2 | toJson }}
  env:
    {{- include "assay.agent.env" $root | nindent 4 }}
  securityContext:
    {{- include "assay.container.security" $root | nindent 4 }}
  resources:
    requests:
      {{- toYaml $a.resources.requests | nindent 6 }}
    limits:
      {{- toYaml $a.resources.limits | nindent 6 }}
      {{- if hasPrefix "device:" $a.tpm.address }}
      {{ $a.tpm.resource }}: 1
      {{- end }}
  volumeMounts:
    - name: state
      mountPath: /var/lib/assay-agent
    - name: tmp
      mountPath: /tmp
    - name: event-log
      mountPath: /host/event-log
      readOnly: true
    {{- if include "assay.ca.configMap" $root }}
    - name: ca
      mountPath: /etc/assay/ca
      readOnly: true
    {{- end }}
    {{- if hasPrefix "unix:" $a.tpm.address }}
    - name: software-tpm
      mountPath: {{ trimPrefix "unix:" $a.tpm.address | dir }}
    {{- end }}
    {{- if $a.runAsRoot }}
    - name: pci
      mountPath: /host/sys/bus/pci/devices
      readOnly: true
    - name: devices
      mountPath: /host/sys/devices
      readOnly: true
    - name: smbios
      mountPath: /host/sys/firmware/dmi/tables
      readOnly: true
    {{- end }}
{{- end -}}
