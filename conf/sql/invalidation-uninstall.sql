-- Takes away what invalidation.sql has installed. Instances with PUBLIC_CACHE_INVALIDATION=notify see it at once, and from
-- then on ask the catalog about every request.
BEGIN;

-- The schema of the catalog, as in CATALOG_SCHEMA; all names below lie in it.
SET LOCAL search_path = catalog, pg_temp;

DROP TRIGGER IF EXISTS download_token_update ON records;
DROP TRIGGER IF EXISTS download_token_delete ON records;
DROP TRIGGER IF EXISTS download_token_truncate ON records;
DROP TRIGGER IF EXISTS download_token_update ON datasets;
DROP TRIGGER IF EXISTS download_token_delete ON datasets;
DROP TRIGGER IF EXISTS download_token_truncate ON datasets;

DROP FUNCTION IF EXISTS download_token_records_changed();
DROP FUNCTION IF EXISTS download_token_datasets_changed();
DROP FUNCTION IF EXISTS download_token_truncated();
DROP FUNCTION IF EXISTS download_token_notify(uuid[]);

COMMIT;
