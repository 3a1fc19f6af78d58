INSERT INTO catalog.users (id, username, is_active, token_version, sessions_revoked_at, tenant_id) VALUES
  ('a0000000-0000-4000-8000-000000000001', 'admin', true, 0, NULL, NULL),
  ('a0000000-0000-4000-8000-000000000002', 'owner', true, 0, NULL, NULL),
  ('a0000000-0000-4000-8000-000000000003', 'analyst', true, 0, NULL, NULL),
  ('a0000000-0000-4000-8000-000000000004', 'outsider', true, 0, NULL, NULL),
  ('a0000000-0000-4000-8000-000000000005', 'inactive', false, 0, NULL, NULL),
  ('a0000000-0000-4000-8000-000000000006', 'revoked', true, 1, 'infinity', NULL),
  ('a0000000-0000-4000-8000-000000000007', 'member', true, 0, NULL, 'e0000000-0000-4000-8000-000000000001');

INSERT INTO catalog.roles (id, name) VALUES
  ('b0000000-0000-4000-8000-000000000001', 'admin'),
  ('b0000000-0000-4000-8000-000000000002', 'analyst');

INSERT INTO catalog.user_roles (user_id, role_id) VALUES
  ('a0000000-0000-4000-8000-000000000001', 'b0000000-0000-4000-8000-000000000001'),
  ('a0000000-0000-4000-8000-000000000003', 'b0000000-0000-4000-8000-000000000002');

INSERT INTO catalog.api_keys (user_id, key_hash, scope) VALUES
  ('a0000000-0000-4000-8000-000000000003', encode(sha256('demo-analyst-full'), 'hex'), 'full'),
  ('a0000000-0000-4000-8000-000000000003', encode(sha256('demo-analyst-read-only'), 'hex'), 'read_only');

INSERT INTO catalog.records (id, title, visibility, record_status, created_by, tenant_id) VALUES
  ('c0000000-0000-4000-8000-000000000001', 'Coastlines of Europe', 'public', 'published', 'a0000000-0000-4000-8000-000000000002', NULL),
  ('c0000000-0000-4000-8000-000000000002', 'Harbour depths', 'internal', 'published', 'a0000000-0000-4000-8000-000000000002', NULL),
  ('c0000000-0000-4000-8000-000000000003', 'Survey of the dunes', 'restricted', 'published', 'a0000000-0000-4000-8000-000000000002', NULL),
  ('c0000000-0000-4000-8000-000000000004', 'Private sketches', 'private', 'published', 'a0000000-0000-4000-8000-000000000002', NULL),
  ('c0000000-0000-4000-8000-000000000005', 'Tides, to be published', 'public', 'draft', 'a0000000-0000-4000-8000-000000000002', NULL),
  ('c0000000-0000-4000-8000-000000000006', 'Moorings of a tenant', 'internal', 'published', 'a0000000-0000-4000-8000-000000000007', 'e0000000-0000-4000-8000-000000000001');

INSERT INTO catalog.datasets (id, record_id) VALUES
  ('2489e9ad-2ee2-8e00-8ec9-32d5f69181c0', 'c0000000-0000-4000-8000-000000000001'),
  ('d0000000-0000-4000-8000-000000000002', 'c0000000-0000-4000-8000-000000000002'),
  ('d0000000-0000-4000-8000-000000000003', 'c0000000-0000-4000-8000-000000000003'),
  ('d0000000-0000-4000-8000-000000000004', 'c0000000-0000-4000-8000-000000000004'),
  ('d0000000-0000-4000-8000-000000000005', 'c0000000-0000-4000-8000-000000000005'),
  ('d0000000-0000-4000-8000-000000000006', 'c0000000-0000-4000-8000-000000000006');

INSERT INTO catalog.dataset_grants (dataset_id, role_id) VALUES
  ('d0000000-0000-4000-8000-000000000003', 'b0000000-0000-4000-8000-000000000002');

-- One file for all: what they show is made up but for the coastlines.
INSERT INTO catalog.raster_assets (dataset_id, asset_uri, sha256)
  SELECT id, 'europe/coastlines.tif', '6d7552f421c94ecf110803040a0488289769cee902563669f1a1ac60d359e836' FROM catalog.datasets;
