{{/*
A file of the repository, which is a symbolic link in the chart. Helm follows it. Where git has no symbolic links (Windows by
default), the link is a file with a path in one line instead.
*/}}
{{- define "download-token-service.file" -}}
{{- $name := index . 1 -}}
{{- $text := (index . 0).Files.Get $name -}}
{{- if lt (len (splitList "\n" $text)) 3 -}}
{{- fail (printf "%s of the chart is not a link to its file; clone the repository with git's core.symlinks=true" $name) -}}
{{- end -}}
{{ $text }}
{{- end -}}
