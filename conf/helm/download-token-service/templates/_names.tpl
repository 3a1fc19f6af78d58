{{/* The beginning of all names. The longest name adds "-management", and names have at most 63 characters. */}}
{{- define "download-token-service.name" -}}
{{- if .Values.fullnameOverride -}}
{{ .Values.fullnameOverride }}
{{- else if contains .Chart.Name .Release.Name -}}
{{ .Release.Name | trunc 52 | trimSuffix "-" }}
{{- else -}}
{{ printf "%s-%s" .Release.Name .Chart.Name | trunc 52 | trimSuffix "-" }}
{{- end -}}
{{- end -}}

{{/* The labels by which policies select all pods of the release. */}}
{{- define "download-token-service.instance" -}}
app.kubernetes.io/name: {{ .Chart.Name }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}

{{/* The labels by which services select the instances. The pod of the check lacks the last one. */}}
{{- define "download-token-service.selector" -}}
{{ include "download-token-service.instance" . }}
app.kubernetes.io/component: server
{{- end -}}

{{/* Labels of every object but its component. */}}
{{- define "download-token-service.labels" -}}
{{ include "download-token-service.instance" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" }}
{{- end -}}

{{/* Arguments: the root, labels of the values, and labels of the chart. Those of the chart win. */}}
{{- define "download-token-service.labelsWith" -}}
{{- $own := include "download-token-service.labels" (index . 0) | fromYaml -}}
{{ merge dict (index . 2) $own (index . 1 | default dict) | toYaml }}
{{- end -}}

{{/* The account of the pods of a role. The cloud role of an account is for edges: access nodes use no bucket. */}}
{{- define "download-token-service.serviceAccount" -}}
{{- $own := ternary (include "download-token-service.nameOfRole" .) (include "download-token-service.name" .) (eq .role "access") -}}
{{ .Values.serviceAccount.name | default $own }}
{{- end -}}

{{- define "download-token-service.image" -}}
{{ .Values.image.repository }}
{{- if .Values.image.digest }}@{{ .Values.image.digest }}
{{- else }}:{{ .Values.image.tag | default .Chart.AppVersion }}
{{- end }}
{{- end -}}

{{/* HTTP_BASE_PATH without a slash at its end. */}}
{{- define "download-token-service.basePath" -}}
{{ .Values.settings.HTTP_BASE_PATH | default "/api" | trimSuffix "/" }}
{{- end -}}
