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
