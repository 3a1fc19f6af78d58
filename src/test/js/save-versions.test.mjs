// Tests that the client never mixes two versions of a file.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { StoredFile } from './file.mjs';
import { TEXT, assertFails, file, save, service, target } from './saving.mjs';
import { problem } from './service.mjs';

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

for (const etag of ['', 'W/"v1"']) {
  test(`a whole file with the entity tag ${JSON.stringify(etag)} is written`, async () => {
    service.downloads.push(file.sent({ ETag: etag, 'Content-Length': '99' })); // the length of a compressed form

    await save();
    assert.equal(target.text, TEXT);
  });

  test(`a file with the entity tag ${JSON.stringify(etag)} is not continued`, async () => {
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
