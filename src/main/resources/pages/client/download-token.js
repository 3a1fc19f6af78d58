// The client of the Download Token Service for browsers. It requests a token when one is needed, shares it, and renews it
// before it expires. It has no dependencies. Its types are in download-token.d.ts.

/** An error response of the service, with the detail of its problem. */
export class DownloadTokenError extends Error {
  name = 'DownloadTokenError';

  constructor(status, detail, retryAfter) {
    super(detail);
    this.status = status;
    this.retryAfter = retryAfter;
  }
}

/** The download tokens of one caller. */
export function downloadTokens({
  base = '/api',
  path = datasetId => `${base}/datasets/${encodeURIComponent(datasetId)}/download/cog`,
  headers = {},
  patience = 30,
  signal: end,
  fetch = (...request) => globalThis.fetch(...request),
} = {}) {
  const RENEWED_AT = 0.65; // share of a token's lifetime; up to SPREAD later, so that many viewers do not renew at once
  const SPREAD = 0.1;
  const RETRIED_AFTER = 5; // in seconds, after a temporary failure of a renewal
  const MINTED_WITHIN = 15_000; // in milliseconds
  const MOST_TOKENS = 500;

  const tokens = new Map(); // dataset → its token, ordered by the time of minting
  const renewals = new Map(); // dataset → the request for its next token
  let delay = { ends: 0 }; // no mint before this time, and the response that has asked for it
  base = base.replace(/\/$/, '');

  return {
    /** Returns the URL of a download, with a token that need not be renewed yet. */
    async url(datasetId, { signal } = {}) {
      return urlOf(datasetId, await fresh(datasetId, either(end, signal)));
    },

    /** Downloads like fetch. Repeats the request once: with a new token after a 401, or after Retry-After. */
    async fetch(datasetId, init = {}) {
      const signal = either(end, init.signal);
      for (let again = true; ; again = false) {
        const token = await living(datasetId, signal);
        const response = await fetch(urlOf(datasetId, token), { ...init, signal });
        const refused = response.status == 401;
        const wait = refused ? 0 : waitOf(response);
        if (!again || !(wait <= patience)) {
          return response;
        }
        response.body?.cancel().catch(() => {});
        if (!refused) {
          await sleepThrough({ sent: Date.now(), ends: timeIn(spread(wait)) }, signal);
        } else if (tokens.get(datasetId) === token) {
          tokens.delete(datasetId);
        }
      }
    },

    /** Calls a listener with each new token, until the signal aborts or the service refuses to mint. */
    async watch(datasetId, listener, { signal } = {}) {
      signal = either(end, signal);
      for (let shown; ; ) {
        const token = await fresh(datasetId, signal).catch(failure => {
          if (signal.aborted || isRefusal(failure)) {
            throw failure;
          }
        });
        if (token && token !== shown) {
          shown = token;
          listener({ url: urlOf(datasetId, token), token: token.jwt, expires: new Date(token.ends) });
        }
        await sleep(token ? secondsTo(token.due) : RETRIED_AFTER, signal);
      }
    },
  };

  function urlOf(datasetId, { jwt }) {
    const url = path(datasetId);
    return `${url}${url.includes('?') ? '&' : '?'}token=${jwt}`;
  }

  /** Returns a token that has not expired. If it is due, a renewal runs in the background. */
  async function living(datasetId, signal) {
    const token = tokens.get(datasetId);
    const next = fresh(datasetId, signal);
    if (!isBefore(token, 'ends')) {
      return next;
    }
    next.catch(() => {}); // the old token is valid until it expires
    return token;
  }

  /** Returns a token that is not due, or one that is due if it cannot be renewed. */
  async function fresh(datasetId, signal) {
    const token = tokens.get(datasetId);
    return isBefore(token, 'due')
      ? token
      : join(datasetId, signal).catch(failure => {
          if (signal.aborted || isRefusal(failure) || !isBefore(token, 'ends')) {
            throw failure;
          }
          return token;
        });
  }

  /** All callers for one dataset share one request. It is aborted when the last caller has aborted. */
  function join(datasetId, signal) {
    let renewal = renewals.get(datasetId);
    if (!renewal) {
      renewal = { end: new AbortController(), uses: 0 };
      renewal.token = renew(datasetId, renewal.end.signal);
      renewals.set(datasetId, renewal);
    }
    renewal.uses++;
    return unlessAborted(renewal.token, signal).finally(() => {
      if (!--renewal.uses) {
        renewal.end.abort();
        renewals.delete(datasetId);
      }
    });
  }

  async function renew(datasetId, signal) {
    const old = tokens.get(datasetId);
    try {
      const token = await mint(datasetId, signal);
      tokens.delete(datasetId); // so that it becomes the last entry of the map
      tokens.set(datasetId, token);
      if (tokens.size > MOST_TOKENS) {
        tokens.delete(tokens.keys().next().value);
      }
      return token;
    } catch (failure) {
      if (isRefusal(failure)) {
        tokens.delete(datasetId);
      } else if (old) {
        old.due = Math.min(timeIn(RETRIED_AFTER), old.ends);
      }
      throw failure;
    }
  }

  async function mint(datasetId, signal) {
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
  }

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

/** A refusal is permanent. Other failures may be temporary, such as a 200 whose body did not arrive. */
function isRefusal({ status }) {
  return /^4(?!29)/.test(status);
}

/** False if the clock was set back to a time before the request. */
function isBefore(answer, end) {
  const now = Date.now();
  return answer?.sent <= now && now < answer[end];
}

/** In seconds; undefined if the response has no Retry-After (RFC 9110, section 10.2.3). */
function waitOf({ status, headers }) {
  const retryAfter = headers.get('Retry-After');
  if (/429|503/.test(status) && retryAfter) {
    return /^\d+$/.test(retryAfter) ? +retryAfter : Math.max(secondsTo(Date.parse(retryAfter)), 0);
  }
}

function timeIn(seconds) {
  return Date.now() + seconds * 1000;
}

function secondsTo(time) {
  return (time - Date.now()) / 1000;
}

/** Up to a fifth longer, so that clients with the same Retry-After do not return at the same time. */
function spread(seconds) {
  return seconds * (1 + Math.random() / 5);
}

/** Aborts when one of the signals does. Throws if one is already aborted. */
function either(...signals) {
  const signal = AbortSignal.any(signals.filter(signal => signal));
  signal.throwIfAborted();
  return signal;
}

/** Waits until a delay has ended. Waking up does not end it early. */
async function sleepThrough(delay, signal) {
  while (isBefore(delay, 'ends')) {
    await sleep(secondsTo(delay.ends), signal);
  }
}

/** Ends early when the page wakes up. Browsers stop timers while a page is frozen or the computer sleeps. */
async function sleep(seconds, signal) {
  const { document, window = globalThis } = globalThis; // A worker has neither of them. In Node there are no events.
  const events = [
    [document, 'visibilitychange'],
    [window, 'pageshow'],
    [window, 'online'],
  ];
  let wake;
  const slept = new Promise(resolve => (wake = resolve));
  const timer = setTimeout(wake, seconds * 1000);
  events.forEach(([target, type]) => target?.addEventListener?.(type, wake));
  await unlessAborted(slept, signal).finally(() => {
    clearTimeout(timer);
    events.forEach(([target, type]) => target?.removeEventListener?.(type, wake));
  });
}

/** The result of a promise, unless the signal aborts first. */
function unlessAborted(promise, signal) {
  return new Promise((resolve, reject) => {
    const aborted = () => reject(signal.reason);
    signal.addEventListener('abort', aborted);
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', aborted));
    if (signal.aborted) {
      aborted();
    }
  });
}
