{{/*
The variables of the service. A setting is text: Helm reads "on" as true, and numbers as
floating point, which it would write as 1e+06.
*/}}
{{- define "download-token-service.environment" -}}
{{- range $name, $value := .Values.settings }}
- name: {{ $name }}
  {{- if kindIs "bool" $value }}
  value: {{ ternary "on" "off" $value | quote }}
  {{- else if kindIs "string" $value }}
  value: {{ $value | quote }}
  {{- else }}
  value: {{ $value | int64 | quote }}
  {{- end }}
{{- end }}
- name: HTTP_PORT
  value: "8080"
- name: MANAGEMENT_PORT
  value: "9090"
- name: DRAIN_SECONDS
  value: {{ .Values.drainSeconds | int64 | quote }}
{{- end -}}

{{- define "download-token-service.volumes" -}}
- name: tmp
  emptyDir:
    sizeLimit: 64Mi
{{- end -}}

{{/* The native libraries of Netty are unpacked below /tmp. */}}
{{- define "download-token-service.mounts" -}}
- name: tmp
  mountPath: /tmp
{{- end -}}
