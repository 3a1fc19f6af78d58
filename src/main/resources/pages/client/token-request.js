// A request for the tokens of one or several datasets.

import { DownloadTokenError, bodyOf, waitOf } from './errors.js';

const RENEWED_AT = 0.65; // share of a token's lifetime; up to SPREAD later, so that many viewers do not renew at once
const SPREAD = 0.1;

/** Returns a token or an error for each dataset; undefined if the service has no batch operation. */
export async function requestTokens(fetch, base, datasetIds, { headers, signal }) {
  const isBatch = datasetIds.length !== 1;
  const sent = Date.now();
  const response = isBatch
    ? await fetch(`${base}/auth/download-tokens`, {
        method: 'POST',
        headers: { ...headers, 'Content-Type': 'application/json' },
        body: JSON.stringify({ dataset_ids: datasetIds }),
        signal,
      })
    : await fetch(`${base}/auth/download-token/${encodeURIComponent(datasetIds[0])}`, { method: 'POST', headers, signal });
  const { status, ok } = response;
  const body = await bodyOf(response);
  if (isBatch && /40[45]|413/.test(status)) {
    return; // older versions answer 413 to any body over 1 KiB
  }
  const dueAt = RENEWED_AT + SPREAD * Math.random(); // the same for all, so that they can be renewed together
  const problem = { status, detail: body.detail, retry_after: waitOf(response) };
  return datasetIds.map((_, index) => answerOf((isBatch ? body.tokens?.[index] : body) ?? {}));

  function answerOf({ token: jwt, expires_in: life, problem: own = problem }) {
    const lifetime = life * 1000;
    return ok && jwt && life > 0
      ? { jwt, sent, due: sent + lifetime * dueAt, ends: sent + lifetime }
      : new DownloadTokenError(own.status, own.detail, own.retry_after);
  }
}
