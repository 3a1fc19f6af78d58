-- Removes what invalidation.sql has installed. Instances with PUBLIC_CACHE_INVALIDATION=notify detect this within half a
-- second. From then on they use no cache and query the catalog for every request.
BEGIN;

-- The schema of the catalog, as in CATALOG_SCHEMA. All names below belong to it.
SET LOCAL search_path = catalog, pg_temp;
SET LOCAL lock_timeout = '1s';
SET LOCAL client_min_messages = warning;

-- Same order as in the queries of the service, to avoid deadlocks. After a lock timeout, run the script again.
LOCK TABLE datasets, records IN ACCESS EXCLUSIVE MODE;

DROP TRIGGER IF EXISTS download_token_updated ON records;
DROP TRIGGER IF EXISTS download_token_deleted ON records;
DROP TRIGGER IF EXISTS download_token_truncated ON records;
DROP TRIGGER IF EXISTS download_token_updated ON datasets;
DROP TRIGGER IF EXISTS download_token_deleted ON datasets;
DROP TRIGGER IF EXISTS download_token_truncated ON datasets;

-- Objects that earlier versions installed.
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
