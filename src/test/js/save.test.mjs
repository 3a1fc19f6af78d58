// Tests how the client writes a whole file to a stream, and when it gives up.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { settle } from './clock.mjs';
import { StoredFile } from './file.mjs';
import { TEXT, assertFails, begin, downloads, file, ranges, save, service, target } from './saving.mjs';
import { DATASET, held, problem } from './service.mjs';

test('a whole file is written, and the writable closed', async () => {
  service.downloads.push(file.sent());

  assert.equal(await save(), TEXT.length);
  assert.deepEqual([target.text, target.closed, target.writable.locked], [TEXT, true, false]);
  assert.deepEqual(ranges(), [[undefined, undefined]]);
  assert.equal(service.downloadsAsked[0].cache, 'no-store');
});

test('a file without bytes is written', async () => {
  service.downloads.push(new StoredFile('').sent());

  assert.equal(await save(), 0);
  assert.ok(target.closed);
});

test('the file is read at the pace of the writable', async () => {
  let go;
  target.takes = new Promise(resolve => (go = resolve));
  service.downloads.push(file.sent());
  const saved = save();
  await settle();
  assert.equal(file.sentBytes, 4);
  go();

  assert.equal(await saved, TEXT.length);
});

test('a writable that fails ends the download', async () => {
  const full = new Error('disk full');
  service.downloads.push(file.sent());
  const writable = new WritableStream({ write: () => Promise.reject(full) });

  await assert.rejects(downloads.save(DATASET, writable), full);
  assert.ok(file.isCancelled);
  assert.equal(service.downloadsAsked.length, 1);
});

test('a writable that cannot be closed has not taken the file', async () => {
  const full = new Error('disk full');
  service.downloads.push(file.sent());

  await assert.rejects(downloads.save(DATASET, new WritableStream({ close: () => Promise.reject(full) })), full);
});

test('a refused token ends the download at once', async () => {
  service.mints.push(problem(404));

  await assertFails(save(), { status: 404 });
  assert.equal(service.asked.length, 1);
});

test('a refused file ends the download at once', async () => {
  service.downloads.push(problem(403));

  await assertFails(save(), { status: 403, message: 'told why 403' });
  assert.equal(service.asked.length, 2);
});

test('who aborts gets no further bytes', async () => {
  const controller = new AbortController();
  target.takes = new Promise(() => {});
  service.downloads.push(file.sent());
  const saved = save(0, { signal: controller.signal });
  await settle();
  controller.abort(new Error('left'));

  await assert.rejects(saved, { message: 'left' });
  assert.ok(service.downloadsAsked[0].signal.aborted);
});

test('an abort ends a wait, and the writable', async () => {
  const end = new AbortController();
  begin({ signal: end.signal });
  service.downloads.push(file.cutAfter(8), held());
  const saved = save();
  await settle();
  end.abort();

  await assertFails(saved, { name: 'AbortError' });
  assert.equal(service.downloadsAsked.length, 1);
});

test('an abort is the reason also if the file cannot be continued', async () => {
  const controller = new AbortController();
  service.downloads.push(file.stalledAfter(8, { ETag: '' }));
  const saved = save(0, { signal: controller.signal });
  await settle();
  controller.abort();

  await assertFails(saved, { name: 'AbortError' });
});

test('who has aborted already gets nothing, and the writable ends', async () => {
  await assertFails(save(0, { signal: AbortSignal.abort() }), { name: 'AbortError' });
  assert.equal(service.asked.length, 0);
});
