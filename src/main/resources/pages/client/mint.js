// Requests for tokens.

import { either } from './signals.js';
import { isBefore, secondsTo, sleep, spread, timeIn } from './time.js';

const RENEWED_AT = 0.65; // share of a token's lifetime; up to SPREAD later, so that many viewers do not renew at once
const SPREAD = 0.1;
const MINTED_WITHIN = 15_000; // in milliseconds

/** An error response of the service, with the detail of its problem. */
export class DownloadTokenError extends Error {
  name = 'DownloadTokenError';

  constructor(status, detail, retryAfter) {
    super(detail);
    this.status = status;
    this.retryAfter = retryAfter;
  }
}

/** A refusal is permanent. Other failures may be temporary, such as a 200 whose body did not arrive. */
export function isRefusal({ status }) {
  return /^4(?!29)/.test(status);
}

/** In seconds; undefined if the response has no Retry-After (RFC 9110, section 10.2.3). */
export function waitOf({ status, headers }) {
  const retryAfter = headers.get('Retry-After');
  if (/429|503/.test(status) && retryAfter) {
    return /^\d+$/.test(retryAfter) ? +retryAfter : Math.max(secondsTo(Date.parse(retryAfter)), 0);
  }
}

/** Returns a function that requests the token of a dataset. */
export function minter({ base, headers, patience, fetch }) {
  let delay = { ends: 0 }; // no mint before this time, and the response that has asked for it

  return async function mint(datasetId, signal) {
    for (let again = true; ; again = false) {
      await turn(signal);
      const credential = typeof headers === 'function' ? await headers() : headers;
      const sent = Date.now();
      const response = await fetch(`${base}/auth/download-token/${encodeURIComponent(datasetId)}`, {
        method: 'POST',
        headers: credential,
        signal: either(signal, AbortSignal.timeout(MINTED_WITHIN)),
      });
      const { token: jwt, expires_in: life, detail } = (await response.json().catch(() => {})) ?? {};
      if (response.ok && jwt && life > 0) {
        const lifetime = life * 1000;
        const due = sent + lifetime * (RENEWED_AT + SPREAD * Math.random());
        const token = { jwt, sent, due, ends: sent + lifetime };
        if (!again || isBefore(token, 'ends')) {
          return token;
        }
        continue; // the computer has slept while the response was on its way
      }
      const wait = waitOf(response);
      const refusal = new DownloadTokenError(response.status, detail ?? `HTTP ${response.status}`, wait);
      const ends = timeIn(wait);
      if (ends > delay.ends) {
        delay = { error: refusal, sent, ends };
      }
      if (!again || !(wait <= patience)) {
        throw refusal;
      }
    }
  };

  /** Waits until the time that the service has named. */
  async function turn(signal) {
    while (isBefore(delay, 'ends')) {
      const wait = secondsTo(delay.ends);
      if (wait > patience) {
        throw delay.error;
      }
      await sleep(spread(wait), signal);
    }
  }
}
