{{/* The secrets that are single files, as sources of one volume. */}}
{{- define "download-token-service.secretFiles" -}}
{{- $role := .role }}
{{- range list
    (list "jwt-secret-key" .Values.secrets.jwtSecretKey.name .Values.secrets.jwtSecretKey.key "edge")
    (list "postgres-password" .Values.secrets.postgresPassword.name .Values.secrets.postgresPassword.key "access")
    (list "postgres-ca.pem" .Values.secrets.postgresCa.name .Values.secrets.postgresCa.key "access")
    (list "session-public-key.pem" .Values.secrets.sessionPublicKey.name .Values.secrets.sessionPublicKey.key "edge") }}
{{- if and (index . 1) (has $role (list "" (index . 3))) }}
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
{{- if and (ne .role "access") .Values.secrets.signingKeys.name }}
- name: keys
  secret:
    secretName: {{ .Values.secrets.signingKeys.name | quote }}
    defaultMode: 0440
{{- end }}
{{- with include "download-token-service.tls" . }}
- name: tls
  secret:
    secretName: {{ . | quote }}
    defaultMode: 0440
{{- end }}
{{- if and .role .Values.cluster.certificate }}
- name: cluster
  secret:
    secretName: {{ .Values.cluster.certificate | quote }}
    defaultMode: 0440
{{- end }}
{{- if and (ne .role "access") .Values.downloads.claim }}
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
{{- if and (ne .role "access") .Values.secrets.signingKeys.name }}
- name: keys
  mountPath: /etc/download-token-service/keys
  readOnly: true
{{- end }}
{{- if include "download-token-service.tls" . }}
- name: tls
  mountPath: /etc/download-token-service/tls
  readOnly: true
{{- end }}
{{- if and .role .Values.cluster.certificate }}
- name: cluster
  mountPath: /etc/download-token-service/cluster
  readOnly: true
{{- end }}
{{- if and (ne .role "access") .Values.downloads.claim }}
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
