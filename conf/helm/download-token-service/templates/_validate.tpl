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
{{- if .Values.cluster.enabled }}
{{- include "download-token-service.validateCluster" . }}
{{- else if eq (.Values.settings.RATE_LIMIT_SCOPE | default "instance") "cluster" }}
{{- fail "cluster.enabled is required with settings.RATE_LIMIT_SCOPE=cluster" }}
{{- end }}
{{- $name := include "download-token-service.name" . }}
{{- if not (regexMatch "^[a-z]([-a-z0-9]*[a-z0-9])?$" $name) }}
{{- fail (printf "%s cannot be the name of a service: it must begin with a letter, and have lower-case letters, digits and dashes only; set fullnameOverride" $name) }}
{{- end }}
{{- $scaling := .Values.autoscaling }}
{{- if and $scaling.enabled (gt (int64 $scaling.minReplicas) (int64 $scaling.maxReplicas)) }}
{{- fail (printf "autoscaling.minReplicas must not exceed maxReplicas, but %d exceeds %d" (int64 $scaling.minReplicas) (int64 $scaling.maxReplicas)) }}
{{- end }}
{{- if and $scaling.enabled (not (dig "requests" "cpu" "" .Values.resources)) }}
{{- fail "resources.requests.cpu is required with autoscaling: autoscaling.cpuPercent is a part of it" }}
{{- end }}
{{- range splitList "," (.Values.settings.POSTGRES_PORT | default "5432" | toString) }}
{{- if not (regexMatch "^ *[1-9][0-9]{0,4} *$" .) }}
{{- fail (printf "settings.POSTGRES_PORT must be ports between 1 and 65535, separated by commas, but has %q" .) }}
{{- end }}
{{- end }}
{{- $base := .Values.settings.HTTP_BASE_PATH | default "/api" }}
{{- if not (hasPrefix "/" $base) }}
{{- fail (printf "settings.HTTP_BASE_PATH must begin with a slash, but is %q" $base) }}
{{- end }}
{{- if and .Values.securityPolicy.enabled (not .Values.settings.FORWARD_AUTH_PATHS) }}
{{- fail "settings.FORWARD_AUTH_PATHS is required with securityPolicy: the paths of the other routes" }}
{{- end }}
{{- end -}}

{{/* The port of Hazelcast has neither TLS nor passwords, and the event bus decides who may download. Both must be closed. */}}
{{- define "download-token-service.validateCluster" -}}
{{- $insecure := eq .Values.cluster.insecure "allow" }}
{{- if and (not .Values.cluster.certificate) (not $insecure) }}
{{- fail "cluster.certificate is required with cluster.enabled: a secret with tls.crt, tls.key and ca.crt of the members; without it, whoever reaches the pods can decide access requests, which cluster.insecure=allow accepts" }}
{{- end }}
{{- if and .Values.cluster.certificate $insecure }}
{{- fail "cluster.insecure must be refuse with cluster.certificate" }}
{{- end }}
{{- if and .Values.cluster.certificate (eq .Values.cluster.certificate .Values.tls.secret) }}
{{- fail "cluster.certificate must not be tls.secret: the authority of the members must sign for this cluster only" }}
{{- end }}
{{- if not .Values.networkPolicy.enabled }}
{{- fail "networkPolicy.enabled is required with cluster.enabled: the port of Hazelcast has neither TLS nor passwords, so only the members may reach it" }}
{{- end }}
{{- end -}}
