// Downloads one file 24 times at once on one connection of HTTP/2, with pauses, and requests ranges of it.
// Arguments: origin, path with token, file with the expected bytes, file with the certificate.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { connect } from 'node:http2';
import { setTimeout as pause } from 'node:timers/promises';

const [origin, path, file, certificate] = process.argv.slice(2);
const expected = readFileSync(file);
const session = connect(origin, { ca: readFileSync(certificate), servername: 'localhost', checkServerIdentity: () => undefined });

async function get(headers = {}, pauses = 0) {
  const stream = session.request({ ':path': path, ...headers });
  const [head] = await once(stream, 'response');
  const chunks = [];
  for await (const chunk of stream) {
    chunks.push(chunk);
    if (pauses > 0 && chunks.length % 64 === 0) {
      await pause(pauses);
    }
  }
  return { status: head[':status'], body: Buffer.concat(chunks) };
}

const whole = await Promise.all(Array.from({ length: 24 }, (_, index) => get({}, index % 4)));
for (const { status, body } of whole) {
  assert.equal(status, 200);
  assert.ok(body.equals(expected));
}
for (let group = 0; group < 10; group++) {
  await Promise.all(Array.from({ length: 20 }, async (_, index) => {
    const [first, last] = [group * 100_000 + index * 1000, group * 150_000 + index * 1500 + 99];
    const { status, body } = await get({ range: `bytes=${first}-${last}` });
    assert.equal(status, 206);
    assert.ok(body.equals(expected.subarray(first, last + 1)));
  }));
}

// A client that leaves in the middle of a response does not disturb the others.
const left = session.request({ ':path': path });
await once(left, 'data');
left.close(8);
assert.equal((await get()).body.length, expected.length);
session.close();
