#!/bin/sh
# Makes the secrets that are not there yet, below a directory: what the service needs, and what the catalog alone does.
set -eu

for name in service/jwt service/catalog catalog/superuser; do
  mkdir -p "$1/${name%/*}"
  if [ ! -s "$1/$name" ]; then
    head -c 32 /dev/urandom | base64 > "$1/$name"
  fi
done
