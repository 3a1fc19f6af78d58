// A request for the tokens of one or several datasets.

import { DownloadTokenError, bodyOf, waitOf } from './errors.js';

const RENEWED_AT = 0.65; // share of a token's lifetime; up to SPREAD later, so that many viewers do not renew at once
const SPREAD = 0.1;

/** Returns the status of the response, and a token or an error for each dataset. */
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
  const dueAt = RENEWED_AT + SPREAD * Math.random(); // the same for all, so that they can be renewed together
  const problem = { status, detail: body.detail, retry_after: waitOf(response) };
  const answers = datasetIds.map((_, index) => answerOf((isBatch ? body.tokens?.[index] : body) ?? {}));
  return { status, answers };

  function answerOf({ token: jwt, expires_in: life, problem: own = problem }) {
    const lifetime = life * 1000;
    return ok && jwt && life > 0
      ? { jwt, sent, due: sent + lifetime * dueAt, ends: sent + lifetime }
      : new DownloadTokenError(own.status, own.detail, own.retry_after);
  }
}
