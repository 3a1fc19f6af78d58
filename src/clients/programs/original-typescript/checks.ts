import { AuthApi, Configuration, type DownloadTokenResponse, ProblemDetailFromJSON, ResponseError } from './client/index.js';
import { env, require, run } from './check.js';

// Uses a client of the original contract.

const mint = (datasetId: string, accessToken?: string) =>
  new AuthApi(new Configuration({ basePath: env('SERVICE_URL'), accessToken }))
    .createDownloadTokenAuthDownloadTokenDatasetIdPost({ datasetId });

function minted(response: DownloadTokenResponse) {
  require(response.token.split('.').length === 3 && response.expiresIn > 0);
}

async function problem(status: number, response: Promise<unknown>) {
  const refused = await response.then(() => undefined, (error: unknown) => error);
  require(refused instanceof ResponseError && refused.response.status === status);
  const detail = ProblemDetailFromJSON(await (refused as ResponseError).response.json());
  require(detail.status === status && detail.title !== '' && detail.detail !== '');
}

await run({
  mint_anonymous: async () => minted(await mint(env('PUBLIC_ID'))),
  mint_session: async () => minted(await mint(env('RESTRICTED_ID'), env('SESSION'))),
  problem_401: () => problem(401, mint(env('PUBLIC_ID'), 'x.y.z')),
  problem_404: () => problem(404, mint(env('HIDDEN_ID'))),
  problem_422: () => problem(422, mint('x')),
});
