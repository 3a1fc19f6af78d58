-- Removes what invalidation.sql has installed. Instances with PUBLIC_CACHE_INVALIDATION=notify detect this within half a
-- second. From then on they use no cache and query the catalog for every request.
BEGIN;

-- The schema of the catalog, as in CATALOG_SCHEMA. All names below belong to it.
SET LOCAL search_path = catalog, pg_temp;
SET LOCAL lock_timeout = '1s';
SET LOCAL client_min_messages = warning;

-- Same order as in the queries of the service, to avoid deadlocks. After a lock timeout, run the script again.
LOCK TABLE datasets, records IN ACCESS EXCLUSIVE MODE;

-- Each version of invalidation.sql names its triggers with this prefix.
DO $do$
DECLARE
  installed record;
BEGIN
  FOR installed IN SELECT tgname AS name, tgrelid::regclass AS relation FROM pg_trigger
                    WHERE tgrelid IN ('records'::regclass, 'datasets'::regclass)
                      AND starts_with(tgname::text, 'download_token_') LOOP
    EXECUTE format('DROP TRIGGER %I ON %s', installed.name, installed.relation);
  END LOOP;
END
$do$;

DROP FUNCTION IF EXISTS download_token_notify_row(), download_token_notify_all();

-- Functions of earlier versions.
DROP FUNCTION IF EXISTS download_token_records_changed(), download_token_datasets_changed(), download_token_truncated(),
  download_token_notify(uuid[]);

COMMIT;
