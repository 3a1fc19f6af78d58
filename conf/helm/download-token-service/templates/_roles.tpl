{{/*
The roles of pods, separated by commas. Without a cluster there is one kind of pod, whose role is empty: it does everything.
Templates of pods expect the role as .role beside .Values.
*/}}
{{- define "download-token-service.roles" -}}
{{ ternary "edge,access" "" .Values.cluster.enabled }}
{{- end -}}

{{/* The role of the pods that serve HTTP. */}}
{{- define "download-token-service.servingRole" -}}
{{ ternary "edge" "" .Values.cluster.enabled }}
{{- end -}}

{{/* The name of an object of one role. */}}
{{- define "download-token-service.nameOfRole" -}}
{{ include "download-token-service.name" . }}{{ with .role }}-{{ . }}{{ end }}
{{- end -}}

{{/* The labels by which policies select all pods of a role, with that of the check. */}}
{{- define "download-token-service.instanceOfRole" -}}
{{ include "download-token-service.instance" . }}
{{- with .role }}
download-token-service/role: {{ . }}
{{- end }}
{{- end -}}

{{/* The labels by which objects select the instances of a role. */}}
{{- define "download-token-service.selectorOfRole" -}}
{{ include "download-token-service.selector" . }}
{{- with .role }}
download-token-service/role: {{ . }}
{{- end }}
{{- end -}}

{{/* The settings of a role, in JSON. An edge has no setting of the catalog, and an access node has those that it uses. */}}
{{- define "download-token-service.settingsOfRole" -}}
{{- $role := .role }}
{{- $settings := dict }}
{{- range $name, $value := .Values.settings }}
{{- $both := has $name (list "EVENT_LOOPS" "LOG_FORMAT" "LOG_LEVEL" "MANAGEMENT_HOST" "PUBLIC_CACHE_INVALIDATION") }}
{{- $access := or (hasPrefix "POSTGRES_" $name) (has $name (list "CATALOG_SCHEMA" "DATABASE_SSL_MODE" "DOWNLOAD_ROLES")) }}
{{- if or $both (ne $role (ternary "edge" "access" $access)) }}
{{- $_ := set $settings $name $value }}
{{- end }}
{{- end }}
{{- $settings | toJson }}
{{- end -}}

{{- define "download-token-service.resourcesOfRole" -}}
{{- if eq .role "access" }}
{{- toYaml .Values.cluster.access.resources }}
{{- else }}
{{- toYaml .Values.resources }}
{{- end }}
{{- end -}}

{{/* The DNS name of the members. The resolver of each pod completes it with the domain of the Kubernetes cluster. */}}
{{- define "download-token-service.members" -}}
{{ printf "%s-cluster.%s.svc" (include "download-token-service.name" .) .Release.Namespace }}
{{- end -}}

{{- define "download-token-service.clusterEnvironment" -}}
- name: CLUSTER_ROLES
  value: {{ .role }}
- name: CLUSTER_KUBERNETES_SERVICE
  value: {{ include "download-token-service.members" . | quote }}
- name: CLUSTER_HOST
  valueFrom:
    fieldRef:
      fieldPath: status.podIP
- name: CLUSTER_PORT
  value: "5701"
- name: CLUSTER_BUS_PORT
  value: "5702"
{{- if .Values.cluster.certificate }}
- name: CLUSTER_TLS_CERT
  value: /etc/download-token-service/cluster/tls.crt
- name: CLUSTER_TLS_KEY
  value: /etc/download-token-service/cluster/tls.key
- name: CLUSTER_TLS_CA
  value: /etc/download-token-service/cluster/ca.crt
{{- else }}
- name: CLUSTER_INSECURE
  value: {{ .Values.cluster.insecure }}
{{- end }}
{{- end -}}
