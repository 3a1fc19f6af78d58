// Tests how the client collects datasets, and requests their tokens together.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { mock, test } from 'node:test';
import { begin, datasets, downloads, service, urls } from './batches.mjs';
import { pass, settle } from './clock.mjs';
import { DATASET, OTHER } from './service.mjs';

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
  begin({ headers: { 'X-Api-Key': 'key' } });

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
