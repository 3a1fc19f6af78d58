// The client of the Download Token Service for browsers. It requests a token when one is needed, shares it, and renews it
// before it expires. It has no dependencies. Its types are in download-token.d.ts.

import { minter } from './mint.js';
import { isRefusal, waitOf } from './refusal.js';
import { save } from './save.js';
import { either, share } from './signals.js';
import { secondsTo, sleep, sleepThrough, spread, timeIn } from './time.js';
import { RETRIED_AFTER, tokenCache } from './tokens.js';

export { DownloadTokenError } from './refusal.js';

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
  const sleeps = new Map(); // end of a sleep → the sleep, so that those who sleep until then ask for tokens together

  return {
    fetch: download,

    /** Returns the URL of a download, with a token that need not be renewed yet. */
    async url(datasetId, { signal } = {}) {
      return urlOf(datasetId, await tokens.fresh(datasetId, either(end, signal)));
    },

    /** Calls a listener with each new token, until the signal aborts or the service refuses to mint. */
    async watch(datasetId, listener, { signal } = {}) {
      signal = either(end, signal);
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
        await share(sleeps, due, signal, end => sleep(secondsTo(due), end));
      }
    },

    /** Writes a whole file to a WritableStream. Continues with a new token after a cut connection. */
    async save(datasetId, writable, { signal } = {}) {
      return save(init => download(datasetId, init), writable, { signals: [end, signal], patience });
    },
  };

  /** Downloads like fetch. Repeats the request once: with a new token after a 401, or after Retry-After. */
  async function download(datasetId, init = {}) {
    const signal = either(end, init.signal);
    for (let again = true; ; again = false) {
      const token = await tokens.living(datasetId, signal);
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
