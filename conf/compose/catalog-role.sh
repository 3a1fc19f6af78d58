#!/bin/sh
# The Postgres image runs this script when it creates the catalog. It sets the password of the service's role.
psql -v ON_ERROR_STOP=1 -U postgres -d "$POSTGRES_DB" -v password="$(cat /secrets/shared/role)" <<'SQL'
ALTER ROLE download_token_service PASSWORD :'password';
SQL
