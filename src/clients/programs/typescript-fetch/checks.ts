import { readFileSync } from 'node:fs';
import {
  Configuration, type ConfigurationParameters, DownloadsApi, type DownloadTokenResponse, ProblemDetailFromJSON,
  ResponseError, TokensApi,
} from './client/index.js';
import { BASE_PATH } from './client/runtime.js';
import { env, require, run, sameBytes } from './check.js';

// Uses the client "typescript-fetch".

const file = readFileSync(env('FILE'));
const publicId = { datasetId: env('PUBLIC_ID') };
const restrictedId = { datasetId: env('RESTRICTED_ID') };

const configuration = (credential: ConfigurationParameters = {}) =>
  new Configuration({ basePath: env('SERVICE_URL'), ...credential });
const tokens = (credential?: ConfigurationParameters) => new TokensApi(configuration(credential));
const batch = (datasetIds: string[], credential?: ConfigurationParameters) =>
  tokens(credential).createDownloadTokens({ downloadTokensRequest: { datasetIds } });
const downloadsOf = (credential?: ConfigurationParameters) => new DownloadsApi(configuration(credential));
const downloads = downloadsOf();
const token = async () => (await tokens().createDownloadToken(publicId)).token;

function minted(response: DownloadTokenResponse) {
  require(response.token.split('.').length === 3 && response.expiresIn > 0);
}

async function problem(status: number, response: Promise<unknown>) {
  const refused = await response.then(() => undefined, (error: unknown) => error);
  require(refused instanceof ResponseError && refused.response.status === status);
  const detail = ProblemDetailFromJSON(await (refused as ResponseError).response.json());
  require(detail.status === status && detail.title !== '' && detail.detail !== '');
}

async function mintTwice() {
  const limited = tokens({ basePath: env('LIMITED_URL') });
  await limited.createDownloadToken(publicId);
  await limited.createDownloadToken(publicId);
}

await run({
  server: async () => require(BASE_PATH === env('DEFAULT_URL')),
  mint_anonymous: async () => minted(await tokens().createDownloadToken(publicId)),
  mint_session: async () => minted(await tokens({ accessToken: env('SESSION') }).createDownloadToken(restrictedId)),
  mint_key: async () => minted(await tokens({ apiKey: env('API_KEY') }).createDownloadToken(restrictedId)),
  sign: async () => {
    const { href } = await tokens().signUrl({ href: env('PUBLIC_HREF') });
    require(href.startsWith(`${env('PUBLIC_HREF')}?token=`));
  },
  batch: async () => {
    const ids = [env('PUBLIC_ID'), env('HIDDEN_ID'), env('RESTRICTED_ID')];
    const items = (await batch(ids, { accessToken: env('SESSION') })).tokens;
    require(String(items.map((item) => item.datasetId)) === String(ids));
    const [open, hidden, restricted] = items;
    require(open?.problem === undefined && hidden?.token === undefined && hidden?.problem?.status === 404);
    await sameBytes(await downloads.downloadCog({ ...restrictedId, token: restricted?.token }), file);
  },
  batch_403: () => problem(403, batch([env('PUBLIC_ID'), env('HIDDEN_ID')], { apiKey: env('READ_ONLY_KEY') })),
  batch_422: () => problem(422, batch([])),
  problem_401: () => problem(401, tokens({ accessToken: 'x.y.z' }).createDownloadToken(publicId)),
  problem_403: () => problem(403, tokens({ apiKey: env('READ_ONLY_KEY') }).createDownloadToken(restrictedId)),
  problem_404: () => problem(404, tokens().createDownloadToken({ datasetId: env('HIDDEN_ID') })),
  problem_422: () => problem(422, tokens().createDownloadToken({ datasetId: 'x' })),
  problem_429: () => problem(429, mintTwice()),
  head: async () => {
    const { headers } = (await downloads.headCogRaw({ ...publicId, token: await token() })).raw;
    require(headers.get('content-length') === String(file.length) && headers.get('etag') !== null);
  },
  range: async () => {
    const part = await downloads.downloadCog({ ...publicId, token: await token(), range: 'bytes=0-1023' });
    await sameBytes(part, file.subarray(0, 1024));
  },
  file: async () => sameBytes(await downloads.downloadCog({ ...publicId, token: await token() }), file),
  file_named: async () => {
    const named = { ...publicId, fileName: 'a.tif', token: await token() };
    await sameBytes(await downloads.downloadNamedCog(named), file);
  },
  file_session: async () => sameBytes(await downloadsOf({ accessToken: env('SESSION') }).downloadCog(restrictedId), file),
  file_key: async () => sameBytes(await downloadsOf({ apiKey: env('API_KEY') }).downloadCog(restrictedId), file),
  file_401: () => problem(401, downloads.downloadCog({ ...publicId, token: 'x' })),
  redirect: async () => {
    const remote = { datasetId: env('REMOTE_ID') };
    const { token } = await tokens().createDownloadToken(remote);
    await sameBytes(await downloads.downloadCog({ ...remote, token }), file);
  },
});
