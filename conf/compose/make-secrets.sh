#!/bin/sh
# Creates the secrets that do not exist yet, below a directory: those of the service, those of the catalog, and the password
# of the service's role, which both need.
set -eu

for name in service/jwt shared/role catalog/superuser; do
  mkdir -p "$1/${name%/*}"
  if [ ! -s "$1/$name" ]; then
    head -c 32 /dev/urandom | base64 > "$1/$name"
  fi
done
