#!/bin/sh
# Makes the secrets that are not there yet, below a directory: what the service alone needs, what the catalog alone does, and
# the password of the service's role, which both have.
set -eu

for name in service/jwt shared/role catalog/superuser; do
  mkdir -p "$1/${name%/*}"
  if [ ! -s "$1/$name" ]; then
    head -c 32 /dev/urandom | base64 > "$1/$name"
  fi
done
