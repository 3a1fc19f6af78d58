-- The part of a catalog's schema that the service reads.
CREATE SCHEMA catalog;

CREATE TABLE catalog.users (
  id uuid PRIMARY KEY,
  username text NOT NULL UNIQUE,
  is_active boolean NOT NULL DEFAULT true,
  status text NOT NULL DEFAULT 'active',
  token_version integer NOT NULL DEFAULT 0,
  key_epoch integer NOT NULL DEFAULT 0,
  sessions_revoked_at timestamptz,
  tenant_id uuid
);

CREATE TABLE catalog.roles (
  id uuid PRIMARY KEY,
  name text NOT NULL UNIQUE
);

CREATE TABLE catalog.user_roles (
  user_id uuid NOT NULL REFERENCES catalog.users (id) ON DELETE CASCADE,
  role_id uuid NOT NULL REFERENCES catalog.roles (id) ON DELETE CASCADE,
  PRIMARY KEY (user_id, role_id)
);

CREATE TABLE catalog.api_keys (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  user_id uuid NOT NULL REFERENCES catalog.users (id) ON DELETE CASCADE,
  key_hash text NOT NULL UNIQUE,
  is_active boolean NOT NULL DEFAULT true,
  expires_at timestamptz,
  key_epoch integer NOT NULL DEFAULT 0,
  scope text NOT NULL DEFAULT 'full'
);

CREATE TABLE catalog.records (
  id uuid PRIMARY KEY,
  title text NOT NULL,
  visibility text NOT NULL,
  record_status text NOT NULL,
  record_type text NOT NULL DEFAULT 'raster_dataset',
  created_by uuid REFERENCES catalog.users (id) ON DELETE SET NULL,
  tenant_id uuid
);

CREATE TABLE catalog.datasets (
  id uuid PRIMARY KEY,
  record_id uuid NOT NULL UNIQUE REFERENCES catalog.records (id) ON DELETE CASCADE
);

CREATE TABLE catalog.dataset_grants (
  dataset_id uuid NOT NULL REFERENCES catalog.datasets (id) ON DELETE CASCADE,
  role_id uuid NOT NULL REFERENCES catalog.roles (id) ON DELETE CASCADE,
  PRIMARY KEY (dataset_id, role_id)
);

CREATE TABLE catalog.raster_assets (
  dataset_id uuid PRIMARY KEY REFERENCES catalog.datasets (id) ON DELETE CASCADE,
  asset_uri text NOT NULL,
  storage_backend text NOT NULL DEFAULT 'local',
  sha256 text,
  size_bytes bigint,
  status text NOT NULL DEFAULT 'ready'
);

-- All that the service needs: to look, at these tables alone.
CREATE ROLE download_token_service LOGIN;
GRANT USAGE ON SCHEMA catalog TO download_token_service;
GRANT SELECT ON ALL TABLES IN SCHEMA catalog TO download_token_service;
