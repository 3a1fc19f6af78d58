// The client of the Download Token Service for browsers. It requests a token when one is needed, shares it, and renews it
// before it expires. It has no dependencies. Its types are in download-token.d.ts.

import { minter } from './mint.js';
import { isRefusal, waitOf } from './errors.js';
import { save } from './save.js';
import { anySignal, singleFlight } from './signals.js';
import { secondsTo, sleep, sleepThrough, spread, timeIn } from './time.js';
import { RETRIED_AFTER, tokenCache } from './tokens.js';

export { DownloadTokenError } from './errors.js';

/** The download tokens of one caller. */
export function downloadTokens({
  base = '/api',
  path = datasetId => `${base}/datasets/${encodeURIComponent(datasetId)}/download/cog`,
  headers = {},
  patience = 30,
  signal: end,
  fetch = (...request) => globalThis.fetch(...request),
} = {}) {
  base = base.replace(/\/$/, '');
  const tokens = tokenCache(minter({ base, headers, patience, fetch }));
  // Due time → sleep. Watchers with the same due time share one timer, so their renewals form one batch.
  const sleeps = new Map();

  return {
    fetch: download,

    /** Returns the URL of a download, with a token that need not be renewed yet. */
    async url(datasetId, { signal } = {}) {
      datasetId = String(datasetId); // anything else would invalidate the request that it shares with others
      return urlOf(datasetId, await tokens.fresh(datasetId, anySignal(end, signal)));
    },

    /** Calls a listener with each new token, until the signal aborts or the service refuses to mint. */
    async watch(datasetId, listener, { signal } = {}) {
      datasetId = String(datasetId);
      signal = anySignal(end, signal);
      for (let shown; ; ) {
        const token = await tokens.fresh(datasetId, signal).catch(failure => {
          if (signal.aborted || isRefusal(failure)) {
            throw failure;
          }
        });
        if (token && token !== shown) {
          shown = token;
          listener({ url: urlOf(datasetId, token), token: token.jwt, expires: new Date(token.ends) });
        }
        const due = token?.due ?? timeIn(RETRIED_AFTER);
        await singleFlight(sleeps, due, signal, end => sleep(secondsTo(due), end));
      }
    },

    /** Writes a whole file to a WritableStream. Continues with a new token after a cut connection. */
    async save(datasetId, writable, { signal } = {}) {
      return save(init => download(datasetId, init), writable, { signals: [end, signal], patience });
    },
  };

  /** Downloads like fetch. Repeats the request once: with a new token after a 401, or after Retry-After. */
  async function download(datasetId, init = {}) {
    datasetId = String(datasetId);
    const signal = anySignal(end, init.signal);
    for (let again = true; ; again = false) {
      const token = await tokens.unexpired(datasetId, signal);
      const response = await fetch(urlOf(datasetId, token), { ...init, signal });
      const refused = response.status == 401;
      const wait = refused ? 0 : waitOf(response);
      if (!again || !(wait <= patience)) {
        return response;
      }
      response.body?.cancel().catch(() => {});
      if (refused) {
        tokens.forget(datasetId, token);
      } else {
        await sleepThrough({ sent: Date.now(), ends: timeIn(spread(wait)) }, signal);
      }
    }
  }

  function urlOf(datasetId, { jwt }) {
    const url = path(datasetId);
    return `${url}${url.includes('?') ? '&' : '?'}token=${jwt}`;
  }
}
