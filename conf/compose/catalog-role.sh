#!/bin/sh
# Run by Postgres' image when it makes the catalog: the service's role gets the password that the service has.
psql -v ON_ERROR_STOP=1 -U postgres -d "$POSTGRES_DB" -v password="$(cat /secrets/shared/role)" <<'SQL'
ALTER ROLE download_token_service PASSWORD :'password';
SQL
