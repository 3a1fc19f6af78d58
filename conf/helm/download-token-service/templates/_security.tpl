{{/* Whom the processes of a pod are. The files of secrets belong to the group. */}}
{{- define "download-token-service.podSecurity" -}}
runAsNonRoot: true
{{- if .Values.userId }}
runAsUser: {{ .Values.userId | int64 }}
runAsGroup: {{ .Values.userId | int64 }}
fsGroup: {{ .Values.userId | int64 }}
fsGroupChangePolicy: OnRootMismatch
{{- end }}
seccompProfile:
  type: RuntimeDefault
{{- end -}}

{{- define "download-token-service.containerSecurity" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities:
  drop: [ALL]
{{- end -}}
