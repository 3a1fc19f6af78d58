// A service for the client's tests: it answers by a script, and notes what it was asked.

import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export const [{ downloadTokens, DownloadTokenError }, { singleFlight }] = await modules('download-token.js', 'signals.js');

export const DATASET = '2489e9ad-2ee2-8e00-8ec9-32d5f69181c0';
export const OTHER = 'd0000000-0000-4000-8000-000000000002';

export const problem = (status, headers = {}) =>
  new Response(JSON.stringify({ type: 'about:blank', status, detail: `told why ${status}` }), { status, headers });

/** Mints token-1, token-2 and so on; what is queued in mints or downloads goes before. */
export class Service {
  mints = [];
  problems = new Map(); // dataset → the problem that it has in a batch
  downloads = [];
  asked = [];
  minted = 0;

  constructor(life = 120) {
    this.life = life;
  }

  fetch = async (url, init = {}) => {
    this.asked.push({ url, ...init });
    init.signal?.throwIfAborted();
    const queued = init.method === 'POST' ? this.mints.shift() : this.downloads.shift();
    if (queued) {
      return typeof queued === 'function' ? queued(init) : queued;
    }
    return init.method === 'POST' ? this.#mint(init.body) : new Response('bytes', { status: 206 });
  };

  get mintsAsked() {
    return this.asked.filter(request => request.method === 'POST');
  }

  get downloadsAsked() {
    return this.asked.filter(request => request.method !== 'POST');
  }

  /** The datasets of each batch. */
  get batches() {
    return this.mintsAsked.filter(({ body }) => body).map(({ body }) => JSON.parse(body).dataset_ids);
  }

  #mint(body) {
    return Response.json(
      body ? { tokens: JSON.parse(body).dataset_ids.map(dataset_id => this.#item(dataset_id)) } : this.#token(),
    );
  }

  #item(dataset_id) {
    const problem = this.problems.get(dataset_id);
    this.problems.delete(dataset_id);
    return problem ? { dataset_id, problem } : { dataset_id, ...this.#token() };
  }

  #token() {
    return { token: `token-${++this.minted}`, expires_in: this.life };
  }
}

/** Answers when it is let go, or fails when the request is aborted. */
export function held() {
  const answer = Promise.withResolvers ? Promise.withResolvers() : deferred();
  return Object.assign(
    init => {
      init.signal?.addEventListener('abort', () => answer.reject(init.signal.reason));
      return answer.promise;
    },
    {
      answer: answer.resolve,
      letGo: token => answer.resolve(Response.json({ token, expires_in: 120 })),
    },
  );
}

function deferred() {
  const parts = {};
  parts.promise = new Promise((resolve, reject) => Object.assign(parts, { resolve, reject }));
  return parts;
}

/** Node reads a file that ends in .js as a module if a package.json beside it says so; browsers need none. */
async function modules(...names) {
  const directory = await mkdtemp(join(tmpdir(), 'client-'));
  await cp(new URL('../../main/resources/pages/client', import.meta.url), directory, { recursive: true });
  await writeFile(join(directory, 'package.json'), '{"type": "module"}');
  const imported = Promise.all(names.map(name => import(join(directory, name))));
  return imported.finally(() => rm(directory, { recursive: true }));
}
