// Tests how save() finds the end of a file whose length it does not know, since a proxy has removed Content-Length.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { TEXT, assertFails, file, ranges, save, service, target } from './saving.mjs';
import { StoredFile } from './file.mjs';
import { problem } from './service.mjs';

const NO_LENGTH = { 'Content-Length': '' };
const WHOLE = [undefined, undefined];
const END = ['bytes=20-', '"v1"'];

test('a whole file without a length is written, and its end verified', async () => {
  service.downloads.push(file.sent(NO_LENGTH), file.sent());

  assert.equal(await save(2), TEXT.length);
  assert.ok(target.closed);
  assert.equal(target.text, TEXT);
  assert.deepEqual(ranges(), [WHOLE, END]);
});

test('a file without a length that ends early is continued', async () => {
  service.downloads.push(file.endedAfter(8, NO_LENGTH), file.endedAfter(4, NO_LENGTH), file.sent(NO_LENGTH), file.sent());

  assert.equal(await save(6), TEXT.length);
  assert.equal(target.text, TEXT);
  assert.deepEqual(ranges(), [WHOLE, ['bytes=8-', '"v1"'], ['bytes=12-', '"v1"'], END]);
});

test('a file without a length that is cut after the last byte is whole', async () => {
  service.downloads.push(file.cutAfter(TEXT.length, NO_LENGTH), file.sent());

  assert.equal(await save(2), TEXT.length);
  assert.ok(target.closed);
});

test('a verification that fails is repeated, with a new token if needed', async () => {
  service.downloads.push(file.sent(NO_LENGTH), problem(502), problem(401), file.sent());

  assert.equal(await save(5), TEXT.length);
  assert.deepEqual(ranges(), [WHOLE, END, END, END]);
});

for (const [name, response] of [
  ['of another size', new Response('', { status: 416, headers: { 'Content-Range': 'bytes */19' } })],
  ['of an unknown size', problem(416)],
]) {
  test(`an end ${name} is none`, async () => {
    service.downloads.push(file.sent(NO_LENGTH), response);

    await assertFails(save(2), { status: 416 });
  });
}

test('a file without a length that has changed before its end is verified ends the download', async () => {
  service.downloads.push(file.sent(NO_LENGTH), new StoredFile('ABCDEFGH', '"v2"').sent());

  await assertFails(save(2), { status: 412 });
});

test('a file without a length and without bytes is not accepted', async () => {
  service.downloads.push(...Array.from({ length: 8 }, () => file.endedAfter(0, NO_LENGTH)));

  await assertFails(save(160), { message: 'The file ended after 0 bytes.' });
});

test('an end that nobody has asked for is none', async () => {
  service.downloads.push(new Response('', { status: 416, headers: { 'Content-Range': 'bytes */0' } }));

  await assertFails(save(), { status: 416 });
});

test('the end of a file without a strong entity tag is not verified', async () => {
  service.downloads.push(file.sent({ ...NO_LENGTH, ETag: 'W/"v1"' }));

  assert.equal(await save(), TEXT.length);
  assert.deepEqual(ranges(), [WHOLE]);
});
