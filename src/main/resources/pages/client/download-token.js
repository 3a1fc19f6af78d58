// The client of the Download Token Service for browsers: asks for a token when one is needed, shares it, renews it in
// time. It depends on nothing; its types stand in download-token.d.ts.

/** What the service has refused, as its problem detail says it. */
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
  const RENEWED_AT = 0.65; // of a token's life, and up to SPREAD later, so that many viewers do not renew at once
  const SPREAD = 0.1;
  const RETRIED_AFTER = 5; // in seconds, where a renewal has failed in passing
  const MINTED_WITHIN = 15_000; // in milliseconds
  const MOST_TOKENS = 500;

  const tokens = new Map(); // dataset → its token, in the order of minting
  const flights = new Map(); // dataset → the request for its next token
  let told = { ends: 0 }; // until when nobody asks, and the refusal that has named it
  base = base.replace(/\/$/, '');

  return {
    /** The URL of a download, with a token that is not due. */
    async url(datasetId, { signal } = {}) {
      return urlOf(datasetId, await fresh(datasetId, either(end, signal)));
    },

    /** Like fetch, of a download; asks once more with a new token where the old one is refused, or when told to wait. */
    async fetch(datasetId, init = {}) {
      const signal = either(end, init.signal);
      for (let again = true; ; again = false) {
        const token = await living(datasetId, signal);
        const response = await fetch(urlOf(datasetId, token), { ...init, signal });
        const refused = response.status === 401;
        const wait = refused ? 0 : waitOf(response);
        if (!again || !(wait <= patience)) {
          return response;
        }
        response.body?.cancel().catch(() => {});
        if (!refused) {
          await sleep(spread(wait), signal);
        } else if (tokens.get(datasetId) === token) {
          tokens.delete(datasetId);
        }
      }
    },

    /** Tells a listener of each token in turn, until the signal aborts or a token is refused. */
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

  /** A token that lives; one that is due is renewed meanwhile. */
  async function living(datasetId, signal) {
    const token = tokens.get(datasetId);
    const next = fresh(datasetId, signal);
    if (!isBefore(token, 'ends')) {
      return next;
    }
    next.catch(() => {}); // the old one does until it ends
    return token;
  }

  /** A token that is not due; one that is, where it cannot be renewed. */
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

  /** All who ask for a dataset share one request, which ends when the last of them has gone. */
  function join(datasetId, signal) {
    let flight = flights.get(datasetId);
    if (!flight) {
      flight = { end: new AbortController(), waiting: 0 };
      flight.landed = fly(datasetId, flight.end.signal);
      flights.set(datasetId, flight);
    }
    flight.waiting++;
    return unlessAborted(flight.landed, signal).finally(() => {
      if (!--flight.waiting) {
        flight.end.abort();
        flights.delete(datasetId);
      }
    });
  }

  async function fly(datasetId, signal) {
    const old = tokens.get(datasetId);
    try {
      const token = await mint(datasetId, signal);
      tokens.delete(datasetId); // to be the youngest
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
        const at = share => sent + life * share * 1000;
        return { jwt, sent, due: at(RENEWED_AT + SPREAD * Math.random()), ends: at(1) };
      }
      const wait = waitOf(response);
      const refusal = new DownloadTokenError(response.status, detail ?? `HTTP ${response.status}`, wait);
      const ends = timeIn(wait);
      if (ends > told.ends) {
        told = { refusal, sent, ends };
      }
      if (!again || !(wait <= patience)) {
        throw refusal;
      }
    }
  }

  /** Nobody asks before the time that the service has named. */
  async function turn(signal) {
    while (isBefore(told, 'ends')) {
      const wait = secondsTo(told.ends);
      if (wait > patience) {
        throw told.refusal;
      }
      await sleep(spread(wait), signal);
    }
  }
}

/** A refusal lasts; anything else may be over in a moment, such as a 200 whose body has not come. */
function isRefusal({ status }) {
  return /^4(?!29)/.test(status);
}

/** Not so where somebody has set the clock back to before it was sent for. */
function isBefore(answer, end) {
  const now = Date.now();
  return answer?.sent <= now && now < answer[end];
}

/** In seconds; undefined where the answer does not tell to wait (RFC 9110, section 10.2.3). */
function waitOf({ status, headers }) {
  const told = headers.get('Retry-After');
  if (/429|503/.test(status) && told) {
    return /^\d+$/.test(told) ? +told : Math.max(secondsTo(Date.parse(told)), 0);
  }
}

function timeIn(seconds) {
  return Date.now() + seconds * 1000;
}

function secondsTo(time) {
  return (time - Date.now()) / 1000;
}

/** Up to a fifth longer, so that those who were told together do not come back together. */
function spread(seconds) {
  return seconds * (1 + Math.random() / 5);
}

/** Aborts when either does; refuses what has been aborted already. */
function either(...signals) {
  const signal = AbortSignal.any(signals.filter(Boolean));
  signal.throwIfAborted();
  return signal;
}

async function sleep(seconds, signal) {
  let timer;
  const slept = new Promise(resolve => (timer = setTimeout(resolve, seconds * 1000)));
  await unlessAborted(slept, signal).finally(() => clearTimeout(timer));
}

/** What a promise gives, unless the signal aborts first. */
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
