{{/* One rule of a NetworkPolicy. Arguments: direction (from, to), peers, ports and protocols. No peers: any address. */}}
{{- define "download-token-service.networkRule" -}}
- ports:
    {{- range .ports }}
    {{- $port := . }}
    {{- range $.protocols | default (list "TCP") }}
    - port: {{ $port }}
      protocol: {{ . }}
    {{- end }}
    {{- end }}
  {{- with .peers }}
  {{ $.direction }}:
    {{- toYaml . | nindent 4 }}
  {{- end }}
{{- end -}}

{{/* The port of a URL. */}}
{{- define "download-token-service.port" -}}
{{- $url := urlParse . -}}
{{- $port := regexFind ":[0-9]+$" $url.host | trimPrefix ":" -}}
{{ $port | default (ternary "80" "443" (eq $url.scheme "http")) }}
{{- end -}}
