// Uses every type that the client declares; it is compiled, never run.

import { DownloadTokenError, downloadTokens, type DownloadToken } from '../../main/resources/pages/client/download-token.js';

const anonymous = downloadTokens();
const signedIn = downloadTokens({
  base: 'https://tokens.example.com/api',
  path: datasetId => `https://files.example.com/${datasetId}.tif`,
  headers: async () => ({ Authorization: 'Bearer …' }),
  patience: 10,
  signal: AbortSignal.timeout(60_000),
  fetch: (url, init) => fetch(url, init),
});
const withKey = downloadTokens({ headers: { 'X-Api-Key': '…' } });

const url: string = await anonymous.url('a', { signal: AbortSignal.timeout(1000) });
const response: Response = await signedIn.fetch('a', { headers: { Range: 'bytes=0-9' } });
const bytes: number = await signedIn.save('a', new WritableStream(), { signal: AbortSignal.timeout(1000) });
const listener = ({ token, expires }: DownloadToken): void => console.log(token.length, expires.getTime(), url, response, bytes);

try {
  await withKey.watch('a', listener, { signal: AbortSignal.timeout(1000) });
} catch (error) {
  if (error instanceof DownloadTokenError) {
    const wait: number | undefined = error.retryAfter;
    const status: number = error.status;
    console.log(wait, status, error.message);
  }
}

// @ts-expect-error a dataset is named by a string
await anonymous.url(1);
// @ts-expect-error there is no such option
downloadTokens({ secret: 'x' });
