// Tests how the client writes a whole file to a stream.

import assert from 'node:assert/strict';
import { afterEach, beforeEach, mock, test } from 'node:test';
import { pass, settle, startClock } from './clock.mjs';
import { StoredFile, Target } from './file.mjs';
import { DATASET, Service, downloadTokens, held, problem } from './service.mjs';

const TEXT = 'abcdefghijklmnopqrst';

let service;
let downloads;
let file;
let target;

beforeEach(() => {
  startClock();
  service = new Service();
  downloads = downloadTokens({ fetch: service.fetch });
  file = new StoredFile(TEXT);
  target = new Target();
});

afterEach(() => {
  mock.timers.reset();
  mock.restoreAll();
});

/** Saves the file while time passes. */
async function save(seconds = 0, options) {
  const saved = downloads.save(DATASET, target.writable, options);
  saved.catch(() => {}); // it may fail before the time has passed
  for (let second = 0; second < seconds; second++) {
    await pass(1);
  }
  return saved;
}

/** The save fails, and the writable is aborted with the reason. */
async function assertFails(saved, expected) {
  await assert.rejects(saved, expected);
  await settle();
  await assert.rejects(saved, reason => reason === target.aborted);
  assert.ok(!target.closed);
  assert.ok(!target.writable.locked);
}

const offline = () => Promise.reject(new TypeError('offline'));
const ranges = () => service.downloadsAsked.map(({ headers }) => [headers.Range, headers['If-Range']]);

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

test('a file that has changed ends the download', async () => {
  service.downloads.push(file.cutAfter(8), new StoredFile('ABCDEFGHIJKLMNOPQRST', '"v2"').sent());

  await assertFails(save(2), { name: 'DownloadTokenError', status: 412 });
  assert.equal(target.text, 'abcdefgh');
});

for (const [name, headers] of [
  ['that begins earlier', { 'Content-Range': 'bytes 4-19/20' }],
  ['that begins later', { 'Content-Range': 'bytes 12-19/20' }],
  ['of a longer file', { 'Content-Range': 'bytes 8-19/21' }],
  ['of unknown length', { 'Content-Range': 'bytes 8-19/*' }],
  ['without Content-Range', { 'Content-Range': '' }],
  ['of another version', { ETag: '"v2"' }],
  ['of an unknown version', { ETag: '' }],
]) {
  test(`a part ${name} is not written`, async () => {
    service.downloads.push(file.cutAfter(8), file.sent(headers));

    await assertFails(save(2), { status: 412 });
    assert.equal(target.text, 'abcdefgh');
  });
}

test('a whole file that looks like a part is not written', async () => {
  service.downloads.push(file.cutAfter(8), () => file.sent({ 'Content-Range': 'bytes 8-19/20' })({}));

  await assertFails(save(2), { status: 412 });
});

test('a part that nobody has asked for is not written', async () => {
  service.downloads.push(new Response('abc', { status: 206 }));

  await assertFails(save(), { status: 412 });
  assert.equal(target.text, '');
});

test('a rest that does not exist ends the download', async () => {
  service.downloads.push(file.cutAfter(8), problem(416));

  await assertFails(save(2), { status: 416, message: 'told why 416' });
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

for (const etag of ['', 'W/"v1"']) {
  test(`a file with the entity tag ${JSON.stringify(etag)} is written, but not continued`, async () => {
    service.downloads.push(file.sent({ ETag: etag, 'Content-Length': '99' })); // the length of a compressed form
    await save();
    assert.equal(target.text, TEXT);

    target = new Target();
    service.downloads.push(file.cutAfter(8, { ETag: etag }));
    await assertFails(save(2), ({ message, cause }) => /entity tag/.test(message) && cause.message === 'cut');
  });
}

test('a cut before the first byte begins anew, with the version of then', async () => {
  const other = new StoredFile('ABCDEFGHIJKLMNOPQRSTUVWXYZ', '"v2"');
  service.downloads.push(file.cutAfter(0), other.cutAfter(12), other.sent());

  assert.equal(await save(4), 26);
  assert.equal(target.text, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ');
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

test('a refusal ends the download at once', async () => {
  service.mints.push(problem(404));
  await assertFails(save(), { status: 404 });

  target = new Target();
  service.downloads.push(problem(403));
  await assertFails(save(), { status: 403, message: 'told why 403' });
  assert.equal(service.asked.length, 3);
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
  downloads = downloadTokens({ fetch: service.fetch, signal: end.signal });
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
