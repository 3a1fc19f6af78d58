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

for (const status of [404, 405]) {
  test(`a minute after a ${status}, datasets are requested together again`, async () => {
    service.mints.push(problem(status));
    await outcomes([DATASET, OTHER]);
    await pass(59);
    await outcomes(['third', 'fourth']);
    assert.equal(service.batches.length, 1);
    await pass(1);

    await outcomes(['fifth', 'sixth']);
    assert.deepEqual(service.batches.slice(1), [['fifth', 'sixth']]);
  });
}

test('after a batch that is too large, the next datasets are requested together', async () => {
  service.mints.push(problem(413));
  await outcomes([DATASET, OTHER]);
  await outcomes(['third', 'fourth']);

  assert.deepEqual(service.batches, [
    [DATASET, OTHER],
    ['third', 'fourth'],
  ]);
});

test('an id that is longer than a UUID is requested alone', async () => {
  const long = 'x'.repeat(9000);
  await outcomes([DATASET, long, OTHER, `${DATASET}0`]);

  assert.deepEqual(paths(), ['download-tokens', long, `${DATASET}0`]);
  assert.deepEqual(service.batches, [[DATASET, OTHER]]);
});

test('who is requested alone does not close the batch of the others', async () => {
  service.mints.push(problem(503, { 'Retry-After': '20' }));
  const first = outcomes([DATASET, OTHER]);
  await pass(1);
  const left = new AbortController();
  const alone = downloads.url('x'.repeat(37), { signal: left.signal });
  const third = outcomes(['third']);
  await pass(1);
  left.abort();
  await assert.rejects(alone, { name: 'AbortError' });
  const fourth = outcomes(['fourth']);
  await pass(25);

  await Promise.all([first, third, fourth]);
  assert.deepEqual(service.batches.at(-1), [DATASET, OTHER, 'third', 'fourth']);
});
