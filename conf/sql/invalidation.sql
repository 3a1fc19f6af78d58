-- Tells the instances of the Download Token Service which datasets have changed, so that with
-- PUBLIC_CACHE_INVALIDATION=notify none of them goes on granting what has been hidden. Installing it again replaces it;
-- invalidation-uninstall.sql takes it away.
--
-- Run it as the owner of the catalog's tables:  psql -v ON_ERROR_STOP=1 -f conf/sql/invalidation.sql
--
-- A change of visibility, record_status, tenant_id, record_id or an id notifies, and so do DELETE and TRUNCATE. INSERT does
-- not, since what is missing is never cached. Nor does any other UPDATE: a NOTIFY makes commits wait for each other.
-- A statement, whatever it changes, notifies once: the datasets' ids, or * for all where they are too many for a payload;
-- and a transaction of many statements passes on to * as well. Rows that logical replication applies fire no such trigger.
BEGIN;

-- The schema of the catalog, as in CATALOG_SCHEMA; all names below lie in it.
SET LOCAL search_path = catalog, pg_temp;

CREATE OR REPLACE FUNCTION download_token_notify(changed uuid[]) RETURNS void
  LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
DECLARE
  sent int := coalesce(nullif(current_setting('download_token.notified', true), ''), '0')::int;
BEGIN
  IF cardinality(changed) = 0 THEN
    RETURN;
  END IF;
  -- 200 ids of 36 characters stay below the 8,000 bytes of a payload. Equal payloads of a transaction are sent once.
  IF cardinality(changed) > 200 OR sent >= 1000 THEN
    PERFORM pg_notify('download_token_invalidation', '*');
  ELSE
    PERFORM pg_notify('download_token_invalidation', array_to_string(changed, ','));
  END IF;
  PERFORM set_config('download_token.notified', (sent + 1)::text, true);
END
$$;

-- EXCEPT takes time in proportion to the rows, however the function was planned; a join of old and new rows may not.
CREATE OR REPLACE FUNCTION download_token_records_changed() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
DECLARE
  changed uuid[];
BEGIN
  IF TG_OP = 'UPDATE' THEN
    changed := ARRAY(
      SELECT c.id FROM (SELECT id, visibility, record_status, tenant_id FROM old_rows
                        EXCEPT SELECT id, visibility, record_status, tenant_id FROM new_rows) c LIMIT 201);
  ELSE
    changed := ARRAY(SELECT id FROM old_rows LIMIT 201);
  END IF;
  IF cardinality(changed) <= 200 THEN
    changed := ARRAY(SELECT id FROM datasets WHERE record_id = ANY (changed) LIMIT 201);
  END IF;
  PERFORM download_token_notify(changed);
  RETURN NULL;
END
$$;

CREATE OR REPLACE FUNCTION download_token_datasets_changed() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
BEGIN
  IF TG_OP = 'UPDATE' THEN
    PERFORM download_token_notify(ARRAY(
      SELECT c.id FROM (SELECT id, record_id FROM old_rows EXCEPT SELECT id, record_id FROM new_rows) c LIMIT 201));
  ELSE
    PERFORM download_token_notify(ARRAY(SELECT id FROM old_rows LIMIT 201));
  END IF;
  RETURN NULL;
END
$$;

CREATE OR REPLACE FUNCTION download_token_truncated() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
BEGIN
  PERFORM pg_notify('download_token_invalidation', '*');
  RETURN NULL;
END
$$;

-- They are for the triggers below, which need no right to them.
REVOKE ALL ON FUNCTION download_token_notify(uuid[]), download_token_records_changed(),
  download_token_datasets_changed(), download_token_truncated() FROM PUBLIC;

CREATE OR REPLACE TRIGGER download_token_update AFTER UPDATE ON records
  REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION download_token_records_changed();
CREATE OR REPLACE TRIGGER download_token_delete AFTER DELETE ON records
  REFERENCING OLD TABLE AS old_rows
  FOR EACH STATEMENT EXECUTE FUNCTION download_token_records_changed();
CREATE OR REPLACE TRIGGER download_token_truncate AFTER TRUNCATE ON records
  FOR EACH STATEMENT EXECUTE FUNCTION download_token_truncated();

CREATE OR REPLACE TRIGGER download_token_update AFTER UPDATE ON datasets
  REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION download_token_datasets_changed();
CREATE OR REPLACE TRIGGER download_token_delete AFTER DELETE ON datasets
  REFERENCING OLD TABLE AS old_rows
  FOR EACH STATEMENT EXECUTE FUNCTION download_token_datasets_changed();
CREATE OR REPLACE TRIGGER download_token_truncate AFTER TRUNCATE ON datasets
  FOR EACH STATEMENT EXECUTE FUNCTION download_token_truncated();

COMMIT;
