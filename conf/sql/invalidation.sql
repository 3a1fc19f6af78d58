-- Installs triggers that notify the Download Token Service of changes after which a dataset may no longer be public.
-- With PUBLIC_CACHE_INVALIDATION=notify every instance listens to these notifications. A second run replaces the objects of
-- the first. invalidation-uninstall.sql removes them.
--
-- Run it as the owner of the catalog's tables:  psql -v ON_ERROR_STOP=1 -f conf/sql/invalidation.sql
--
-- The triggers notify when visibility, record_status, record_type, tenant_id, record_id or an id changes, on DELETE and on
-- TRUNCATE.
-- They do not notify on INSERT, because instances never cache that a dataset is missing. They do not notify on any other
-- UPDATE.
--
-- The payload is the id of the record or dataset that changed. The triggers query no table: a query would miss datasets
-- that other transactions have not committed yet. They are row triggers and ENABLE ALWAYS, because the apply process of
-- logical replication, and sessions with session_replication_role = replica, fire no other triggers. Texts are compared byte
-- by byte, as in the service.
--
-- Postgres refuses PREPARE TRANSACTION after a NOTIFY. A subscription that changes these tables needs two_phase = false.
-- If the script fails with "canceling statement due to lock timeout", another session uses the tables: run it again.
BEGIN;

-- The schema of the catalog, as in CATALOG_SCHEMA. All names below belong to it.
SET LOCAL search_path = catalog, pg_temp;
SET LOCAL lock_timeout = '1s';
SET LOCAL client_min_messages = warning;

-- Same order as in the queries of the service, to avoid deadlocks. Dropping the triggers of earlier versions needs the
-- exclusive lock.
DO $do$
BEGIN
  IF EXISTS (SELECT FROM pg_trigger WHERE tgrelid IN ('records'::regclass, 'datasets'::regclass)
                AND tgname IN ('download_token_update', 'download_token_delete', 'download_token_truncate')) THEN
    LOCK TABLE datasets, records IN ACCESS EXCLUSIVE MODE;
  ELSE
    LOCK TABLE datasets, records IN SHARE ROW EXCLUSIVE MODE;
  END IF;
END
$do$;

DROP TRIGGER IF EXISTS download_token_update ON records;
DROP TRIGGER IF EXISTS download_token_delete ON records;
DROP TRIGGER IF EXISTS download_token_truncate ON records;
DROP TRIGGER IF EXISTS download_token_update ON datasets;
DROP TRIGGER IF EXISTS download_token_delete ON datasets;
DROP TRIGGER IF EXISTS download_token_truncate ON datasets;
DROP FUNCTION IF EXISTS download_token_records_changed(), download_token_datasets_changed(), download_token_truncated(),
  download_token_notify(uuid[]);

-- The first 1,000 rows of a transaction send one notification each. Further rows send * (everything). Postgres delivers equal
-- payloads of a transaction once.
CREATE OR REPLACE FUNCTION download_token_notify_row() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  notified int := coalesce(nullif(pg_catalog.current_setting('download_token.notified', true), ''), '0')::int;
BEGIN
  IF notified < 1000 THEN
    PERFORM pg_catalog.pg_notify('download_token_invalidation', OLD.id::text),
            pg_catalog.set_config('download_token.notified', (notified + 1)::text, true);
  ELSE
    PERFORM pg_catalog.pg_notify('download_token_invalidation', '*');
  END IF;
  RETURN NULL;
END
$$;

CREATE OR REPLACE FUNCTION download_token_notify_all() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_catalog.pg_notify('download_token_invalidation', '*');
  RETURN NULL;
END
$$;

CREATE OR REPLACE TRIGGER download_token_updated AFTER UPDATE ON records FOR EACH ROW
  WHEN (OLD.id IS DISTINCT FROM NEW.id
    OR OLD.visibility::text COLLATE "C" IS DISTINCT FROM NEW.visibility::text COLLATE "C"
    OR OLD.record_status::text COLLATE "C" IS DISTINCT FROM NEW.record_status::text COLLATE "C"
    OR OLD.record_type::text COLLATE "C" IS DISTINCT FROM NEW.record_type::text COLLATE "C"
    OR OLD.tenant_id IS DISTINCT FROM NEW.tenant_id)
  EXECUTE FUNCTION download_token_notify_row();
CREATE OR REPLACE TRIGGER download_token_deleted AFTER DELETE ON records
  FOR EACH ROW EXECUTE FUNCTION download_token_notify_row();
CREATE OR REPLACE TRIGGER download_token_truncated AFTER TRUNCATE ON records
  FOR EACH STATEMENT EXECUTE FUNCTION download_token_notify_all();

CREATE OR REPLACE TRIGGER download_token_updated AFTER UPDATE ON datasets FOR EACH ROW
  WHEN (OLD.id IS DISTINCT FROM NEW.id OR OLD.record_id IS DISTINCT FROM NEW.record_id)
  EXECUTE FUNCTION download_token_notify_row();
CREATE OR REPLACE TRIGGER download_token_deleted AFTER DELETE ON datasets
  FOR EACH ROW EXECUTE FUNCTION download_token_notify_row();
CREATE OR REPLACE TRIGGER download_token_truncated AFTER TRUNCATE ON datasets
  FOR EACH STATEMENT EXECUTE FUNCTION download_token_notify_all();

ALTER TABLE records ENABLE ALWAYS TRIGGER download_token_updated;
ALTER TABLE records ENABLE ALWAYS TRIGGER download_token_deleted;
ALTER TABLE records ENABLE ALWAYS TRIGGER download_token_truncated;
ALTER TABLE datasets ENABLE ALWAYS TRIGGER download_token_updated;
ALTER TABLE datasets ENABLE ALWAYS TRIGGER download_token_deleted;
ALTER TABLE datasets ENABLE ALWAYS TRIGGER download_token_truncated;

COMMIT;
