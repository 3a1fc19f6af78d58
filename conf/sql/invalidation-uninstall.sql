-- Removes what invalidation.sql has installed. Instances with PUBLIC_CACHE_INVALIDATION=notify notice this within half a
-- second; from then on they use no cache and ask the catalog for every request.
BEGIN;

-- The schema of the catalog, as in CATALOG_SCHEMA; all names below lie in it.
SET LOCAL search_path = catalog, pg_temp;
SET LOCAL lock_timeout = '1s';
SET LOCAL client_min_messages = warning;

-- In the order of the service's own queries. On a lock timeout somebody else reads the tables: run the script again.
LOCK TABLE datasets, records IN ACCESS EXCLUSIVE MODE;

DROP TRIGGER IF EXISTS download_token_updated ON records;
DROP TRIGGER IF EXISTS download_token_deleted ON records;
DROP TRIGGER IF EXISTS download_token_truncated ON records;
DROP TRIGGER IF EXISTS download_token_updated ON datasets;
DROP TRIGGER IF EXISTS download_token_deleted ON datasets;
DROP TRIGGER IF EXISTS download_token_truncated ON datasets;

-- What earlier versions installed.
DROP TRIGGER IF EXISTS download_token_update ON records;
DROP TRIGGER IF EXISTS download_token_delete ON records;
DROP TRIGGER IF EXISTS download_token_truncate ON records;
DROP TRIGGER IF EXISTS download_token_update ON datasets;
DROP TRIGGER IF EXISTS download_token_delete ON datasets;
DROP TRIGGER IF EXISTS download_token_truncate ON datasets;
DROP FUNCTION IF EXISTS download_token_records_changed(), download_token_datasets_changed(), download_token_truncated(),
  download_token_notify(uuid[]);

DROP FUNCTION IF EXISTS download_token_notify_row(), download_token_notify_all();

COMMIT;
