// The client of the Download Token Service for browsers: asks for a token when one is needed, shares it, renews it in
// time. It depends on nothing; its types stand in download-token.d.ts.

const RENEWED_AT = 0.65; // of a token's life, and up to SPREAD later, so that many viewers do not renew at once
const SPREAD = 0.1;
const REFUSALS = [401, 403, 404];
const MOST_TOKENS = 500;

/** What the service has refused, as its problem detail says it. */
export class DownloadTokenError extends Error {
  constructor(status, detail, retryAfter) {
    super(detail);
    this.name = 'DownloadTokenError';
    this.status = status;
    this.retryAfter = retryAfter;
  }
}

/** The download tokens of one caller. */
export class DownloadTokens {
  #base;
  #path;
  #headers;
  #patience;
  #fetch;
  #held = new Map(); // dataset → the token, in the order of minting
  #flights = new Map(); // dataset → the request for its next token
  #notBefore = 0;

  constructor({
    base = '/api',
    path = datasetId => `${base}/datasets/${encodeURIComponent(datasetId)}/download/cog`,
    headers = {},
    patience = 30,
    fetch = (...request) => globalThis.fetch(...request),
  } = {}) {
    this.#base = base;
    this.#path = path;
    this.#headers = headers;
    this.#patience = patience * 1000;
    this.#fetch = fetch;
  }

  /** The URL of a download, with a token that has about a third of its life before it, or more. */
  async url(datasetId, { signal } = {}) {
    return this.#url(datasetId, await this.#fresh(datasetId, signal));
  }

  /** Like fetch, of a download; asks once more with a new token where the old one is refused, or when told to wait. */
  async fetch(datasetId, init = {}) {
    for (let again = true; ; again = false) {
      const held = await this.#living(datasetId, init.signal);
      const response = await this.#fetch(this.#url(datasetId, held), init);
      const wait = response.status === 401 ? 0 : waitOf(response);
      if (!again || !(wait <= this.#patience)) {
        return response;
      }
      response.body?.cancel();
      if (response.status === 401 && this.#held.get(datasetId) === held) {
        this.#held.delete(datasetId);
      }
      await sleep(wait, init.signal);
    }
  }

  /** Tells a listener of each token in turn, until the signal aborts or a token is refused. */
  async watch(datasetId, listener, { signal } = {}) {
    for (;;) {
      const held = await this.#fresh(datasetId, signal);
      listener({ url: this.#url(datasetId, held), token: held.token, expires: new Date(held.expires) });
      await sleep(Math.max(held.renewed - Date.now(), 1000), signal);
    }
  }

  /** Forgets every token, for a caller who has become another. */
  clear() {
    this.#held.clear();
    this.#flights.clear();
  }

  #url(datasetId, { token }) {
    return `${this.#path(datasetId)}?token=${token}`;
  }

  /** A token that lives; one that is due is renewed meanwhile. */
  async #living(datasetId, signal) {
    const held = this.#held.get(datasetId);
    if (!(Date.now() < held?.expires)) {
      return this.#join(datasetId, signal);
    }
    if (Date.now() >= held.renewed) {
      this.#join(datasetId).catch(() => {}); // the one that is held does until it ends
    }
    return held;
  }

  /** A token that is not due; one that is, where it cannot be renewed. */
  async #fresh(datasetId, signal) {
    const held = this.#held.get(datasetId);
    if (Date.now() < held?.renewed) {
      return held;
    }
    try {
      return await this.#join(datasetId, signal);
    } catch (refused) {
      if (signal?.aborted || REFUSALS.includes(refused.status) || !(Date.now() < held?.expires)) {
        throw refused;
      }
      return held;
    }
  }

  /** All who ask for a dataset share one request, which ends when the last of them has gone. */
  async #join(datasetId, signal) {
    signal?.throwIfAborted();
    let flight = this.#flights.get(datasetId);
    if (!flight) {
      flight = { controller: new AbortController(), waiting: 0 };
      flight.landed = this.#fly(datasetId, flight);
      this.#flights.set(datasetId, flight);
    }
    flight.waiting++;
    try {
      return await unlessAborted(flight.landed, signal);
    } finally {
      if (--flight.waiting === 0) {
        flight.controller.abort();
        if (this.#flights.get(datasetId) === flight) {
          this.#flights.delete(datasetId);
        }
      }
    }
  }

  async #fly(datasetId, flight) {
    const held = await this.#mint(datasetId, flight.controller.signal);
    if (this.#flights.get(datasetId) === flight) {
      this.#held.delete(datasetId); // to be the youngest
      this.#held.set(datasetId, held);
      if (this.#held.size > MOST_TOKENS) {
        this.#held.delete(this.#held.keys().next().value);
      }
    }
    return held;
  }

  async #mint(datasetId, signal) {
    for (let again = true; ; again = false) {
      await this.#turn(signal);
      const sent = Date.now();
      const headers = typeof this.#headers === 'function' ? await this.#headers() : this.#headers;
      const response = await this.#fetch(`${this.#base}/auth/download-token/${encodeURIComponent(datasetId)}`, {
        method: 'POST',
        headers,
        signal,
      });
      const body = await response.json().catch(() => ({}));
      if (response.ok && body.token && body.expires_in > 0) {
        const life = body.expires_in * 1000;
        const renewed = sent + life * (RENEWED_AT + SPREAD * Math.random());
        return { token: body.token, renewed, expires: sent + life };
      }
      const wait = waitOf(response);
      if (wait !== undefined) {
        this.#notBefore = Date.now() + wait;
      }
      if (!again || !(wait <= this.#patience)) {
        throw new DownloadTokenError(response.status, body.detail ?? response.statusText, wait && wait / 1000);
      }
    }
  }

  /** Nobody asks before the time that the service has named. */
  async #turn(signal) {
    const wait = this.#notBefore - Date.now();
    if (wait > this.#patience) {
      throw new DownloadTokenError(429, 'The service has asked to wait.', Math.ceil(wait / 1000));
    }
    await sleep(wait, signal);
  }
}

/** In milliseconds, and up to a fifth longer; undefined where the answer does not tell to wait (RFC 9110, 10.2.3). */
function waitOf(response) {
  const told = response.headers.get('Retry-After');
  if (![429, 503].includes(response.status) || !told) {
    return undefined;
  }
  const wait = /^\d+$/.test(told) ? told * 1000 : Date.parse(told) - Date.now();
  return Number.isNaN(wait) ? undefined : Math.max(wait, 0) * (1 + Math.random() / 5);
}

async function sleep(ms, signal) {
  if (ms > 0) {
    let timer;
    const slept = new Promise(resolve => (timer = setTimeout(resolve, ms)));
    await unlessAborted(slept, signal).finally(() => clearTimeout(timer));
  }
}

/** What a promise gives, unless the signal aborts first. */
function unlessAborted(promise, signal) {
  return new Promise((resolve, reject) => {
    const aborted = () => reject(signal.reason);
    signal?.addEventListener('abort', aborted);
    if (signal?.aborted) {
      aborted();
    }
    promise.then(resolve, reject).finally(() => signal?.removeEventListener('abort', aborted));
  });
}
