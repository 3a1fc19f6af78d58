import { readFileSync } from 'node:fs';
import createClient from 'openapi-fetch';
import type { components, paths } from './client/schema.js';
import { env, require, run, sameBytes } from './check.js';

// Uses the types of openapi-typescript with openapi-fetch, which knows no servers of the contract.

type Problem = components['schemas']['ProblemDetail'];

const file = readFileSync(env('FILE'));
const publicId = { dataset_id: env('PUBLIC_ID') };
const restrictedId = { dataset_id: env('RESTRICTED_ID') };
const client = createClient<paths>({ baseUrl: env('SERVICE_URL') });

const mint = (path: { dataset_id: string }, headers: Record<string, string> = {}, from = client) =>
  from.POST('/auth/download-token/{dataset_id}', { params: { path }, headers });
const batch = (ids: string[], headers: Record<string, string> = {}) =>
  client.POST('/auth/download-tokens', { body: { dataset_ids: ids }, headers });
const token = async () => minted(await mint(publicId)).token;

function minted({ data }: Awaited<ReturnType<typeof mint>>) {
  require(data !== undefined && data.token.split('.').length === 3 && data.expires_in > 0);
  return data;
}

async function problem(status: number, answer: Promise<{ error?: Problem; response: Response }>) {
  const { error, response } = await answer;
  require(response.status === status && error !== undefined);
  require(error.status === status && error.title !== '' && error.detail !== '');
}

async function mintTwice() {
  const limited = createClient<paths>({ baseUrl: env('LIMITED_URL') });
  await mint(publicId, {}, limited);
  return mint(publicId, {}, limited);
}

async function download(header: { Range?: string } = {}, path = publicId) {
  const params = { path, query: { token: minted(await mint(path)).token }, header };
  const { data } = await client.GET('/datasets/{dataset_id}/download/cog', { params, parseAs: 'blob' });
  require(data !== undefined);
  return data as unknown as Blob;
}

async function downloadBy(headers: Record<string, string>) {
  const { data } = await client.GET('/datasets/{dataset_id}/download/cog', {
    params: { path: restrictedId }, headers, parseAs: 'blob',
  });
  require(data !== undefined);
  return data as unknown as Blob;
}

const withInvalidToken = () => client.GET('/datasets/{dataset_id}/download/cog', {
  params: { path: publicId, query: { token: 'x' } }, parseAs: 'blob',
});

await run({
  mint_anonymous: async () => { minted(await mint(publicId)); },
  mint_session: async () => { minted(await mint(restrictedId, { Authorization: `Bearer ${env('SESSION')}` })); },
  mint_key: async () => { minted(await mint(restrictedId, { 'X-Api-Key': env('API_KEY') })); },
  sign: async () => {
    const { data } = await client.GET('/auth/sign', { params: { query: { href: env('PUBLIC_HREF') } } });
    require(data !== undefined && data.href.startsWith(`${env('PUBLIC_HREF')}?token=`));
  },
  batch: async () => {
    const ids = [env('PUBLIC_ID'), env('HIDDEN_ID'), env('RESTRICTED_ID')];
    const { data } = await batch(ids, { Authorization: `Bearer ${env('SESSION')}` });
    require(data !== undefined && String(data.tokens.map((item) => item.dataset_id)) === String(ids));
    const [open, hidden, restricted] = data.tokens;
    require(open?.problem === undefined && hidden?.token === undefined && hidden?.problem?.status === 404);
    const params = { path: restrictedId, query: { token: restricted?.token } };
    const opened = await client.GET('/datasets/{dataset_id}/download/cog', { params, parseAs: 'blob' });
    await sameBytes(opened.data as unknown as Blob, file);
  },
  batch_403: () => problem(403, batch([env('PUBLIC_ID'), env('HIDDEN_ID')], { 'X-Api-Key': env('READ_ONLY_KEY') })),
  batch_422: () => problem(422, batch([])),
  problem_401: () => problem(401, mint(publicId, { Authorization: 'Bearer x.y.z' })),
  problem_403: () => problem(403, mint(restrictedId, { 'X-Api-Key': env('READ_ONLY_KEY') })),
  problem_404: () => problem(404, mint({ dataset_id: env('HIDDEN_ID') })),
  problem_422: () => problem(422, mint({ dataset_id: 'x' })),
  problem_429: () => problem(429, mintTwice()),
  head: async () => {
    const params = { path: publicId, query: { token: await token() } };
    const { headers } = (await client.HEAD('/datasets/{dataset_id}/download/cog', { params })).response;
    require(headers.get('content-length') === String(file.length) && headers.get('etag') !== null);
  },
  range: async () => sameBytes(await download({ Range: 'bytes=0-1023' }), file.subarray(0, 1024)),
  file: async () => sameBytes(await download(), file),
  file_named: async () => {
    const params = { path: { ...publicId, file_name: 'a.tif' }, query: { token: await token() } };
    const { data } = await client.GET('/datasets/{dataset_id}/download/{file_name}', { params, parseAs: 'blob' });
    await sameBytes(data as unknown as Blob, file);
  },
  file_session: async () => sameBytes(await downloadBy({ Authorization: `Bearer ${env('SESSION')}` }), file),
  file_key: async () => sameBytes(await downloadBy({ 'X-Api-Key': env('API_KEY') }), file),
  file_401: () => problem(401, withInvalidToken()),
  redirect: async () => sameBytes(await download({}, { dataset_id: env('REMOTE_ID') }), file),
});
