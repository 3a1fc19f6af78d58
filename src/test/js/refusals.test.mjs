// Tests that the refusal of one dataset does not concern the others that are requested at the same time.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { downloads, outcomes, service } from './batches.mjs';
import { pass } from './clock.mjs';
import { DATASET, OTHER, problem } from './service.mjs';

const paths = () => service.mintsAsked.map(({ url }) => url.split('/').at(-1));

for (const id of [undefined, null, 42, {}, []]) {
  test(`an id that is ${JSON.stringify(id)} is requested as a string`, async () => {
    service.problems.set(String(id), { status: 422 });

    assert.deepEqual(await outcomes([DATASET, id, OTHER]), ['token-1', ['DownloadTokenError', 422, 'HTTP 422'], 'token-2']);
    assert.deepEqual(service.batches, [[DATASET, String(id), OTHER]]);
  });
}

test('an id that cannot be a string fails alone', async () => {
  const [first, [name], second] = await outcomes([DATASET, Object.create(null), OTHER]);

  assert.deepEqual([first, name, second], ['token-1', 'TypeError', 'token-2']);
});

test('a number and its digits are one dataset, with one token', async () => {
  await downloads.url('42');
  await downloads.fetch(42);
  const end = new AbortController();
  const watching = downloads.watch(42, () => end.abort(), { signal: end.signal });

  await assert.rejects(watching, { name: 'AbortError' });
  assert.equal(service.mintsAsked.length, 1);
});

for (const status of [400, 413, 415, 422]) {
  test(`after a batch is refused with ${status}, each of its datasets is requested alone`, async () => {
    service.mints.push(problem(status), problem(422));

    const refused = ['DownloadTokenError', 422, 'told why 422'];
    assert.deepEqual(await outcomes([DATASET, OTHER, 'third']), [refused, 'token-1', 'token-2']);
    assert.deepEqual(paths(), ['download-tokens', DATASET, OTHER, 'third']);
  });
}

test('a listener goes on when the batch of its dataset is refused', async () => {
  const end = new AbortController();
  const tokens = [];
  const watching = [DATASET, OTHER].map(id =>
    downloads.watch(id, ({ token }) => tokens.push(token), { signal: end.signal }),
  );
  await pass(1);
  service.mints.push(problem(400));
  await pass(84);

  assert.deepEqual(tokens, ['token-1', 'token-2', 'token-3', 'token-4']);
  end.abort();
  await Promise.allSettled(watching);
});
