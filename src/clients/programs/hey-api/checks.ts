import { readFileSync } from 'node:fs';
import { createClient, createConfig } from './client/client/index.js';
import { client as defaultClient } from './client/client.gen.js';
import {
  createDownloadToken, createDownloadTokens, downloadCog, downloadNamedCog, headCog, signUrl, type ProblemDetail,
} from './client/index.js';
import { env, require, run, sameBytes } from './check.js';

// Uses the client of Hey API.

const file = readFileSync(env('FILE'));
const publicId = { dataset_id: env('PUBLIC_ID') };
const restrictedId = { dataset_id: env('RESTRICTED_ID') };

type Scheme = 'bearer' | 'apiKey';

const client = (scheme?: Scheme, credential = '', url = env('SERVICE_URL')) => createClient(createConfig({
  baseUrl: url,
  auth: (auth) => ((auth.scheme ?? auth.type) === scheme ? credential : undefined),
}));
const mint = (path: { dataset_id: string }, by = client()) => createDownloadToken({ path, client: by });
const batch = (ids: string[], by = client()) => createDownloadTokens({ body: { dataset_ids: ids }, client: by });
const token = async () => minted(await mint(publicId)).token;

function minted({ data }: Awaited<ReturnType<typeof mint>>) {
  require(data !== undefined && data.token.split('.').length === 3 && data.expires_in > 0);
  return data;
}

async function problem(status: number, answer: Promise<{ error?: ProblemDetail; response?: Response }>) {
  const { error, response } = await answer;
  require(response?.status === status && error !== undefined);
  require(error.status === status && error.title !== '' && error.detail !== '');
}

async function mintTwice() {
  const limited = client(undefined, '', env('LIMITED_URL'));
  await mint(publicId, limited);
  return mint(publicId, limited);
}

async function download(headers: { Range?: string } = {}, path = publicId) {
  const query = { token: minted(await mint(path)).token };
  const { data } = await downloadCog({ path, query, headers, client: client() });
  require(data !== undefined);
  return data as Blob;
}

async function downloadBy(by: ReturnType<typeof client>) {
  const { data } = await downloadCog({ path: restrictedId, client: by });
  require(data !== undefined);
  return data as Blob;
}

await run({
  server: async () => require(defaultClient.getConfig().baseUrl === env('DEFAULT_URL')),
  mint_anonymous: async () => { minted(await mint(publicId)); },
  mint_session: async () => { minted(await mint(restrictedId, client('bearer', env('SESSION')))); },
  mint_key: async () => { minted(await mint(restrictedId, client('apiKey', env('API_KEY')))); },
  sign: async () => {
    const { data } = await signUrl({ query: { href: env('PUBLIC_HREF') }, client: client() });
    require(data !== undefined && data.href.startsWith(`${env('PUBLIC_HREF')}?token=`));
  },
  batch: async () => {
    const ids = [env('PUBLIC_ID'), env('HIDDEN_ID'), env('RESTRICTED_ID')];
    const { data } = await batch(ids, client('bearer', env('SESSION')));
    require(data !== undefined && String(data.tokens.map((item) => item.dataset_id)) === String(ids));
    const [open, hidden, restricted] = data.tokens;
    require(open?.problem === undefined && hidden?.token === undefined && hidden?.problem?.status === 404);
    const query = { token: restricted?.token };
    await sameBytes((await downloadCog({ path: restrictedId, query, client: client() })).data as Blob, file);
  },
  batch_403: () => problem(403, batch([env('PUBLIC_ID'), env('HIDDEN_ID')], client('apiKey', env('READ_ONLY_KEY')))),
  batch_422: () => problem(422, batch([])),
  problem_401: () => problem(401, mint(publicId, client('bearer', 'x.y.z'))),
  problem_403: () => problem(403, mint(restrictedId, client('apiKey', env('READ_ONLY_KEY')))),
  problem_404: () => problem(404, mint({ dataset_id: env('HIDDEN_ID') })),
  problem_422: () => problem(422, mint({ dataset_id: 'x' })),
  problem_429: () => problem(429, mintTwice()),
  head: async () => {
    const { response } = await headCog({ path: publicId, query: { token: await token() }, client: client() });
    require(response?.headers.get('content-length') === String(file.length));
  },
  range: async () => sameBytes(await download({ Range: 'bytes=0-1023' }), file.subarray(0, 1024)),
  file: async () => sameBytes(await download(), file),
  file_named: async () => {
    const path = { ...publicId, file_name: 'a.tif' };
    const { data } = await downloadNamedCog({ path, query: { token: await token() }, client: client() });
    await sameBytes(data as Blob, file);
  },
  file_session: async () => sameBytes(await downloadBy(client('bearer', env('SESSION'))), file),
  file_key: async () => sameBytes(await downloadBy(client('apiKey', env('API_KEY'))), file),
  file_401: () => problem(401, downloadCog({ path: publicId, query: { token: 'x' }, client: client() })),
  redirect: async () => sameBytes(await download({}, { dataset_id: env('REMOTE_ID') }), file),
});
