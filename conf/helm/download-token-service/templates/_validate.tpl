{{/* Values that the schema cannot compare. Without these lines the pods would fail, or Prometheus would be locked out. */}}
{{- define "download-token-service.validate" -}}
{{- if not .Values.settings.POSTGRES_HOST }}
{{- fail "settings.POSTGRES_HOST is required: the host of the catalog's Postgres" }}
{{- end }}
{{- $issuer := or .Values.settings.SESSION_JWKS_URL .Values.secrets.sessionPublicKey.name }}
{{- if and (not .Values.secrets.jwtSecretKey.name) (not (and .Values.secrets.signingKeys.name $issuer)) }}
{{- fail "secrets.jwtSecretKey.name is required, unless secrets.signingKeys and an issuer of sessions replace it (settings.SESSION_JWKS_URL or secrets.sessionPublicKey)" }}
{{- end }}
{{- if and .Values.serviceMonitor.enabled .Values.networkPolicy.enabled (not .Values.networkPolicy.monitoring) }}
{{- fail "networkPolicy.monitoring is required with serviceMonitor: the peers that may read the metrics, such as the namespace of Prometheus" }}
{{- end }}
{{- $tlsConfig := .Values.serviceMonitor.tlsConfig }}
{{- if and .Values.serviceMonitor.enabled .Values.tls.management (not (or $tlsConfig.serverName $tlsConfig.insecureSkipVerify)) }}
{{- fail "serviceMonitor.tlsConfig.serverName is required with tls.management: a name of the certificate, which Prometheus cannot know from the address of a pod" }}
{{- end }}
{{- end -}}
