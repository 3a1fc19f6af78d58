{{/*
What the pods of the service and of the check have in common. A setting is text: Helm reads "on" as true, and numbers as
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
{{- if .Values.downloads.claim }}
- name: DOWNLOAD_ROOT
  value: /srv/cogs
{{- end }}
{{- if .Values.secrets.jwtSecretKey.name }}
- name: JWT_SECRET_KEY_FILE
  value: /etc/download-token-service/secrets/jwt-secret-key
{{- end }}
{{- if .Values.secrets.postgresPassword.name }}
- name: POSTGRES_PASSWORD_FILE
  value: /etc/download-token-service/secrets/postgres-password
{{- end }}
{{- if .Values.secrets.postgresCa.name }}
- name: DATABASE_SSL_CA_CERT
  value: /etc/download-token-service/secrets/postgres-ca.pem
{{- end }}
{{- if .Values.secrets.sessionPublicKey.name }}
- name: SESSION_PUBLIC_KEY
  value: /etc/download-token-service/secrets/session-public-key.pem
{{- end }}
{{- if .Values.secrets.signingKeys.name }}
- name: SIGNING_KEYS_DIR
  value: /etc/download-token-service/keys
{{- end }}
{{- if .Values.tls.secret }}
- name: TLS_CERT_FILE
  value: /etc/download-token-service/tls/tls.crt
- name: TLS_KEY_FILE
  value: /etc/download-token-service/tls/tls.key
{{- end }}
{{- if .Values.tls.management }}
- name: MANAGEMENT_TLS
  value: "on"
{{- end }}
{{- if .Values.secrets.objectStore.name }}
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
{{- end -}}

{{/* The secrets that are single files, as sources of one volume. */}}
{{- define "download-token-service.secretFiles" -}}
{{- range list
    (list "jwt-secret-key" .Values.secrets.jwtSecretKey.name .Values.secrets.jwtSecretKey.key)
    (list "postgres-password" .Values.secrets.postgresPassword.name .Values.secrets.postgresPassword.key)
    (list "postgres-ca.pem" .Values.secrets.postgresCa.name .Values.secrets.postgresCa.key)
    (list "session-public-key.pem" .Values.secrets.sessionPublicKey.name .Values.secrets.sessionPublicKey.key) }}
{{- if index . 1 }}
- secret:
    name: {{ index . 1 | quote }}
    items:
      - key: {{ index . 2 | quote }}
        path: {{ index . 0 }}
{{- end }}
{{- end }}
{{- end -}}

{{- define "download-token-service.volumes" -}}
- name: tmp
  emptyDir:
    sizeLimit: 64Mi
{{- with include "download-token-service.secretFiles" . }}
- name: secrets
  projected:
    defaultMode: 0440
    sources: {{- . | trim | nindent 6 }}
{{- end }}
{{- if .Values.secrets.signingKeys.name }}
- name: keys
  secret:
    secretName: {{ .Values.secrets.signingKeys.name | quote }}
    defaultMode: 0440
{{- end }}
{{- if .Values.tls.secret }}
- name: tls
  secret:
    secretName: {{ .Values.tls.secret | quote }}
    defaultMode: 0440
{{- end }}
{{- if .Values.downloads.claim }}
- name: downloads
  persistentVolumeClaim:
    claimName: {{ .Values.downloads.claim | quote }}
    readOnly: true
{{- end }}
{{- with .Values.extraVolumes }}
{{ toYaml . }}
{{- end }}
{{- end -}}

{{/* The native libraries of Netty are unpacked below /tmp. */}}
{{- define "download-token-service.mounts" -}}
- name: tmp
  mountPath: /tmp
{{- if include "download-token-service.secretFiles" . }}
- name: secrets
  mountPath: /etc/download-token-service/secrets
  readOnly: true
{{- end }}
{{- if .Values.secrets.signingKeys.name }}
- name: keys
  mountPath: /etc/download-token-service/keys
  readOnly: true
{{- end }}
{{- if .Values.tls.secret }}
- name: tls
  mountPath: /etc/download-token-service/tls
  readOnly: true
{{- end }}
{{- if .Values.downloads.claim }}
- name: downloads
  mountPath: /srv/cogs
  readOnly: true
  {{- with .Values.downloads.subPath }}
  subPath: {{ . | quote }}
  {{- end }}
{{- end }}
{{- with .Values.extraVolumeMounts }}
{{ toYaml . }}
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
