{{/*
What the pods of the service and of the check have in common. A setting is text: Helm reads "on" as true, and numbers as
floating point, which it would write as 1e+06.
*/}}
{{- define "download-token-service.environment" -}}
{{- $edge := ne .role "access" }}
{{- $access := ne .role "edge" }}
{{- range $name, $value := include "download-token-service.settingsOfRole" . | fromJson }}
- name: {{ $name }}
  {{- if kindIs "bool" $value }}
  value: {{ ternary "on" "off" $value | quote }}
  {{- else if kindIs "string" $value }}
  value: {{ $value | quote }}
  {{- else }}
  value: {{ $value | int64 | quote }}
  {{- end }}
{{- end }}
{{- if $edge }}
- name: HTTP_PORT
  value: "8080"
{{- end }}
- name: MANAGEMENT_PORT
  value: "9090"
- name: DRAIN_SECONDS
  value: {{ .Values.drainSeconds | int64 | quote }}
{{- if and $edge .Values.downloads.claim }}
- name: DOWNLOAD_ROOT
  value: /srv/cogs
{{- end }}
{{- if and $edge .Values.secrets.jwtSecretKey.name }}
- name: JWT_SECRET_KEY_FILE
  value: /etc/download-token-service/secrets/jwt-secret-key
{{- end }}
{{- if and $access .Values.secrets.postgresPassword.name }}
- name: POSTGRES_PASSWORD_FILE
  value: /etc/download-token-service/secrets/postgres-password
{{- end }}
{{- if and $access .Values.secrets.postgresCa.name }}
- name: DATABASE_SSL_CA_CERT
  value: /etc/download-token-service/secrets/postgres-ca.pem
{{- end }}
{{- if and $edge .Values.secrets.sessionPublicKey.name }}
- name: SESSION_PUBLIC_KEY
  value: /etc/download-token-service/secrets/session-public-key.pem
{{- end }}
{{- if and $edge .Values.secrets.signingKeys.name }}
- name: SIGNING_KEYS_DIR
  value: /etc/download-token-service/keys
{{- end }}
{{- if include "download-token-service.tls" . }}
- name: TLS_CERT_FILE
  value: /etc/download-token-service/tls/tls.crt
- name: TLS_KEY_FILE
  value: /etc/download-token-service/tls/tls.key
{{- end }}
{{- if .Values.tls.management }}
- name: MANAGEMENT_TLS
  value: "on"
{{- end }}
{{- if and $edge .Values.secrets.objectStore.name }}
- name: AWS_ACCESS_KEY_ID
  valueFrom:
    secretKeyRef:
      name: {{ .Values.secrets.objectStore.name | quote }}
      key: {{ .Values.secrets.objectStore.accessKeyId | quote }}
- name: AWS_SECRET_ACCESS_KEY
  valueFrom:
    secretKeyRef:
      name: {{ .Values.secrets.objectStore.name | quote }}
      key: {{ .Values.secrets.objectStore.secretAccessKey | quote }}
{{- end }}
{{- if .role }}
{{ include "download-token-service.clusterEnvironment" . }}
{{- end }}
{{- end -}}

{{/* The secret of the servers' certificate. The only server of an access node is that of the management port. */}}
{{- define "download-token-service.tls" -}}
{{- if or (ne .role "access") .Values.tls.management }}
{{- .Values.tls.secret }}
{{- end }}
{{- end -}}

{{/* Where pods may run. */}}
{{- define "download-token-service.scheduling" -}}
{{- with .Values.priorityClassName }}
priorityClassName: {{ . | quote }}
{{- end }}
{{- with .Values.nodeSelector }}
nodeSelector:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .Values.tolerations }}
tolerations:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .Values.affinity }}
affinity:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- end -}}
