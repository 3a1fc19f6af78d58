// Tests how the client handles problems of a request for several datasets.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { THIRD, datasets, downloads, outcomes, service } from './batches.mjs';
import { pass, settle } from './clock.mjs';
import { DATASET, OTHER, held, problem } from './service.mjs';

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

for (const status of [401, 403, 500]) {
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

for (const status of [404, 405]) {
  test(`a service that answers ${status} to several datasets is asked for each next`, async () => {
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
