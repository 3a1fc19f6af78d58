// Tests how the client continues a download that is cut.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pass } from './clock.mjs';
import { TEXT, assertFails, file, offline, ranges, save, service, target } from './saving.mjs';
import { problem } from './service.mjs';

test('a download that is cut is continued with the rest of the same version', async () => {
  service.downloads.push(file.cutAfter(8), file.cutAfter(8), file.sent());

  assert.equal(await save(4), TEXT.length);
  assert.equal(target.text, TEXT);
  assert.deepEqual(ranges(), [
    [undefined, undefined],
    ['bytes=8-', '"v1"'],
    ['bytes=16-', '"v1"'],
  ]);
});

test('a download is continued with a new token after the first has expired', async () => {
  let go;
  target.takes = new Promise(resolve => (go = resolve));
  service.downloads.push(file.cutAfter(8), file.sent());
  const saved = save();
  await pass(130);
  go();
  await pass(2);

  assert.equal(await saved, TEXT.length);
  assert.deepEqual(
    service.downloadsAsked.map(({ url }) => url.split('=')[1]),
    ['token-1', 'token-2'],
  );
});

test('a rest that is answered 401 is requested with a new token', async () => {
  service.downloads.push(file.cutAfter(8), problem(401), file.sent());

  await save(2);
  assert.equal(target.text, TEXT);
  assert.deepEqual(ranges().slice(1), Array(2).fill(['bytes=8-', '"v1"']));
  assert.match(service.downloadsAsked.at(-1).url, /token-2$/);
});

test('an answer that ends early is continued', async () => {
  service.downloads.push(file.endedAfter(8), file.endedAfter(4), file.sent());

  await save(5);
  assert.equal(target.text, TEXT);
});

test('a cut after the last byte is the end', async () => {
  service.downloads.push(file.cutAfter(TEXT.length));

  assert.equal(await save(), TEXT.length);
  assert.ok(target.closed);
});

test('a download without progress ends after seven retries, in two minutes', async () => {
  service.downloads.push(file.cutAfter(8), ...Array(7).fill(offline), file.sent());

  await assertFails(save(160), { message: 'offline' });
  assert.equal(service.downloadsAsked.length, 8);
});

test('progress permits seven further retries', async () => {
  const cut = [...Array(6).fill(offline), file.cutAfter(4)];
  service.downloads.push(...cut, ...cut, ...cut, file.sent());

  assert.equal(await save(450), TEXT.length);
});

test('a failure of the service is waited for', async () => {
  service.downloads.push(file.cutAfter(8), problem(500), problem(502));
  service.downloads.push(problem(503, { 'Retry-After': '9' }), problem(503, { 'Retry-After': '9' }), file.sent());

  await save(40);
  assert.equal(target.text, TEXT);
});

test('a wait that the service names is kept', async () => {
  service.downloads.push(...Array.from({ length: 2 }, () => problem(503, { 'Retry-After': '20' })), file.sent());
  const saved = save();
  await pass(22.1);
  await pass(21.9);
  assert.equal(service.downloadsAsked.length, 2);
  await pass(0.2);

  assert.equal(await saved, TEXT.length);
});

test('a longer wait than the patience ends the download', async () => {
  service.downloads.push(file.cutAfter(8), problem(429, { 'Retry-After': '600' }));

  await assertFails(save(2), { status: 429, retryAfter: 600 });
});

test('a connection that has died without a sign is replaced after a minute', async () => {
  service.downloads.push(file.stalledAfter(8), file.sent());
  const saved = save();
  await pass(59);
  assert.equal(service.downloadsAsked.length, 1);
  await pass(1);
  assert.ok(file.isCancelled);
  await pass(2);

  assert.equal(await saved, TEXT.length);
  assert.equal(target.text, TEXT);
});
