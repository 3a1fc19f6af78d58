// Tests aborted calls whose datasets are requested together.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { THIRD, downloads, service, urls } from './batches.mjs';
import { settle } from './clock.mjs';
import { DATASET, OTHER, held, singleFlight } from './service.mjs';

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
