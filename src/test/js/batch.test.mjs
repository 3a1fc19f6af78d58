// Tests how the client collects datasets, and requests their tokens together.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { afterEach, beforeEach, mock, test } from 'node:test';
import { pass, settle, startClock } from './clock.mjs';
import { DATASET, OTHER, Service, downloadTokens, held, problem, singleFlight } from './service.mjs';

const THIRD = 'd0000000-0000-4000-8000-000000000003';

let service;
let downloads;

beforeEach(() => {
  startClock();
  service = new Service();
  downloads = downloadTokens({ fetch: service.fetch });
});

afterEach(() => {
  mock.timers.reset();
  mock.restoreAll();
});

const datasets = count => Array.from({ length: count }, (_, index) => `dataset-${index}`);
const urls = (ids, options) => Promise.all(ids.map(id => downloads.url(id, options)));
const outcomes = ids =>
  Promise.allSettled(ids.map(id => downloads.url(id))).then(all =>
    all.map(({ value, reason }) => value?.split('=')[1] ?? [reason.name, reason.status, reason.message]),
  );

test('thirty layers cost one request', async () => {
  const ids = datasets(30);

  const opened = await urls(ids);

  assert.deepEqual(service.batches, [ids]);
  assert.deepEqual(
    opened,
    ids.map((id, index) => `/api/datasets/${id}/download/cog?token=token-${index + 1}`),
  );
  const { method, url, headers } = service.mintsAsked[0];
  assert.deepEqual(
    [method, url, headers],
    ['POST', '/api/auth/download-tokens', { 'Content-Type': 'application/json' }],
  );
});

test('a request with several datasets has the credential of the caller', async () => {
  downloads = downloadTokens({ fetch: service.fetch, headers: { 'X-Api-Key': 'key' } });

  await urls([DATASET, OTHER]);

  assert.equal(service.mintsAsked[0].headers['X-Api-Key'], 'key');
});

test('layers that ask after some promises of one task are collected', async () => {
  await Promise.all(
    datasets(10).map(async (id, index) => {
      for (let turn = 0; turn < index; turn++) {
        await null;
      }
      return downloads.fetch(id);
    }),
  );

  assert.deepEqual(service.batches, [datasets(10)]);
});

test('a request has at most as many datasets as the contract allows, each once', async () => {
  const contract = await readFile(new URL('../../../openapi.yaml', import.meta.url), 'utf8');
  const max = +/^    DownloadTokensRequest:\n(?: {5}.*\n)*?.*maxItems: (\d+)$/m.exec(contract)[1];

  await urls([...datasets(250), ...datasets(250)]);

  assert.deepEqual(
    service.batches.map(ids => ids.length),
    [max, max, 250 - 2 * max],
  );
  assert.deepEqual(service.batches.flat(), datasets(250));
});

test('a problem of one dataset concerns this dataset only', async () => {
  service.problems.set(OTHER, { status: 404, detail: 'hidden' });

  assert.deepEqual(await outcomes([DATASET, OTHER, THIRD]), [
    'token-1',
    ['DownloadTokenError', 404, 'hidden'],
    'token-2',
  ]);
});

test('datasets that exceed the limit are requested again together, after the longest wait', async () => {
  service.problems.set(OTHER, { status: 429, retry_after: 3 });
  service.problems.set(THIRD, { status: 429, retry_after: 5 });
  const opened = outcomes([DATASET, OTHER, THIRD]);
  await pass(5.4);
  assert.equal(service.batches.length, 1);
  await pass(0.2);

  assert.deepEqual(await opened, ['token-1', 'token-2', 'token-3']);
  assert.deepEqual(service.batches, [
    [DATASET, OTHER, THIRD],
    [OTHER, THIRD],
  ]);
});

for (const status of [400, 401, 403, 422, 500]) {
  test(`the answer ${status} to a whole request is that of each dataset`, async () => {
    service.mints.push(problem(status));

    const refused = ['DownloadTokenError', status, `told why ${status}`];
    assert.deepEqual(await outcomes([DATASET, OTHER]), [refused, refused]);
    assert.equal(service.mintsAsked.length, 1);
  });
}

for (const status of [429, 503]) {
  test(`a whole request that is answered ${status} is repeated once`, async () => {
    service.mints.push(problem(status, { 'Retry-After': '1' }));
    const opened = outcomes([DATASET, OTHER]);
    await pass(2);

    assert.deepEqual(await opened, ['token-1', 'token-2']);
    assert.deepEqual(service.batches, Array(2).fill([DATASET, OTHER]));
  });
}

test('what is asked for during a wait becomes part of the request after it', async () => {
  service.mints.push(problem(503, { 'Retry-After': '5' }));
  const first = downloads.url(DATASET);
  await pass(1);
  const second = downloads.url(OTHER);
  await pass(1);
  const third = downloads.url(THIRD);
  await pass(5);

  await Promise.all([first, second, third]);
  assert.deepEqual(service.batches, [[DATASET, OTHER, THIRD]]);
});

for (const [name, body] of [
  ['no list', {}],
  ['a short list', { tokens: [] }],
  ['a list of nothing', { tokens: [null, null] }],
  ['a list of lives of zero', { tokens: Array(2).fill({ token: 'x', expires_in: 0 }) }],
]) {
  test(`an answer with ${name} gives no token`, async () => {
    service.mints.push(Response.json(body));

    const failed = ['DownloadTokenError', 200, 'HTTP 200'];
    assert.deepEqual(await outcomes([DATASET, OTHER]), [failed, failed]);
  });
}

test('who aborts does not abort a request that others wait for', async () => {
  const answer = held();
  service.mints.push(answer);
  const controller = new AbortController();
  const aborted = downloads.url(DATASET, { signal: controller.signal });
  const other = downloads.url(OTHER);
  await settle();

  controller.abort();
  await assert.rejects(aborted, { name: 'AbortError' });
  assert.ok(!service.mintsAsked[0].signal.aborted);
  answer.answer(Response.json({ tokens: ['mine', 'other'].map(token => ({ token, expires_in: 120 })) }));

  assert.match(await other, /=other$/);
});

test('when all have aborted, so is their request', async () => {
  service.mints.push(held());
  const controllers = [new AbortController(), new AbortController()];
  const aborted = [DATASET, OTHER].map((id, index) => downloads.url(id, { signal: controllers[index].signal }));
  await settle();

  controllers.forEach(controller => controller.abort());
  for (const one of aborted) {
    await assert.rejects(one, { name: 'AbortError' });
  }
  await settle();

  assert.ok(service.mintsAsked[0].signal.aborted);
  await urls([DATASET, OTHER]);
  assert.equal(service.batches.length, 2);
});

test('who aborts before the request is sent is not part of it', async () => {
  const controller = new AbortController();
  const aborted = downloads.url(OTHER, { signal: controller.signal });
  const others = urls([DATASET, THIRD]);
  controller.abort();

  await assert.rejects(aborted, { name: 'AbortError' });
  await others;
  assert.deepEqual(service.batches, [[DATASET, THIRD]]);
});

test('what has settled is not shared any more', async () => {
  const shared = new Map();
  const { signal } = new AbortController();
  const first = singleFlight(shared, 'key', signal, () => Promise.resolve('first'));
  await null;
  const [second, third] = [1, 2].map(() => singleFlight(shared, 'key', signal, () => settle().then(() => 'second')));
  assert.equal(await first, 'first');
  const fourth = singleFlight(shared, 'key', signal, assert.fail);

  assert.deepEqual(await Promise.all([second, third, fourth]), Array(3).fill('second'));
  assert.equal(shared.size, 0);
});

test('when all abort before the request is sent, none is', async () => {
  const controller = new AbortController();
  const aborted = [DATASET, OTHER].map(id => downloads.url(id, { signal: controller.signal }));
  controller.abort();

  for (const one of aborted) {
    await assert.rejects(one, { name: 'AbortError' });
  }
  await settle();
  assert.equal(service.asked.length, 0);
  await urls([DATASET, OTHER]);
  assert.deepEqual(service.batches, [[DATASET, OTHER]]);
});

for (const status of [404, 405, 413]) {
  test(`a service that answers ${status} to several datasets is asked for each from then on`, async () => {
    service.mints.push(problem(status));

    assert.deepEqual(await outcomes([DATASET, OTHER]), ['token-1', 'token-2']);
    assert.deepEqual(await outcomes(datasets(2)), ['token-3', 'token-4']);
    assert.deepEqual(
      service.mintsAsked.map(({ url }) => url.split('/').at(-1)),
      ['download-tokens', DATASET, OTHER, 'dataset-0', 'dataset-1'],
    );
  });
}

test('datasets of a service without the operation have their own refusals, waits and aborts', async () => {
  service.mints.push(problem(404), problem(404), held(), problem(503, { 'Retry-After': '1' }));
  const controller = new AbortController();
  const hidden = assert.rejects(downloads.url(DATASET), { status: 404 });
  const aborted = assert.rejects(downloads.url(OTHER, { signal: controller.signal }), { name: 'AbortError' });
  const busy = downloads.url(THIRD);
  await settle();
  controller.abort();
  await pass(2);

  await Promise.all([hidden, aborted]);
  assert.match(await busy, /token-1$/);
  assert.ok(service.mintsAsked[2].signal.aborted);
});

test('listeners whose tokens came together get the next ones together', async () => {
  const told = [];
  const controller = new AbortController();
  const watching = datasets(30).map(id =>
    downloads.watch(id, ({ token }) => told.push(token), { signal: controller.signal }),
  );
  await pass(84);
  await pass(84);

  assert.deepEqual(service.batches, Array(3).fill(datasets(30)));
  assert.equal(told.length, 90);
  controller.abort();
  for (const one of watching) {
    await assert.rejects(one, { name: 'AbortError' });
  }
});

test('listeners whose tokens came together share one timer', async () => {
  const timers = mock.method(globalThis, 'setTimeout');
  const end = new AbortController();
  const watching = datasets(30).map(id => downloads.watch(id, () => {}, { signal: end.signal }));
  await settle();

  assert.equal(timers.mock.callCount(), 1);
  end.abort();
  await Promise.allSettled(watching);
});

test('a listener that leaves does not wake the others', async () => {
  const controller = new AbortController();
  const end = new AbortController();
  const left = downloads.watch(DATASET, () => {}, { signal: controller.signal });
  const stays = downloads.watch(OTHER, () => {}, { signal: end.signal });
  await pass(1);
  controller.abort();
  await assert.rejects(left, { name: 'AbortError' });
  await pass(82);
  assert.equal(service.mintsAsked.length, 1);
  await pass(1.1);

  assert.equal(service.mintsAsked.at(-1).url, `/api/auth/download-token/${OTHER}`);
  end.abort();
  await assert.rejects(stays, { name: 'AbortError' });
});
