{{/* Required values. Without these lines the pods would fail. */}}
{{- define "download-token-service.validate" -}}
{{- if not .Values.settings.POSTGRES_HOST }}
{{- fail "settings.POSTGRES_HOST is required: the host of the catalog's Postgres" }}
{{- end }}
{{- end -}}
