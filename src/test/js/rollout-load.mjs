// Mints tokens and downloads ranges over HTTP/2 until its input ends. Each client has one connection, and opens another one when
// the server announces that it leaves. Prints the numbers of requests and failures each half second.
// A request is repeated only if Node had not sent it yet when GOAWAY arrived. Browsers and Go do the same (RFC 9113, section 8.7).
// Arguments: origin, path of minting, path of the download, file with the expected bytes, file with the certificate.
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { connect, constants } from 'node:http2';
import { setTimeout as pause } from 'node:timers/promises';

const [origin, mint, download, file, certificate] = process.argv.slice(2);
const expected = readFileSync(file);
const ca = readFileSync(certificate);
const RANGE = 20_000;
const INTERVAL_MS = 15;

let running = true;
let requests = 0;
let notSent = 0;
const failures = {};

function failed(cause) {
  failures[cause] = (failures[cause] ?? 0) + 1;
}

class Client {
  open() {
    if (this.session === undefined) {
      const session = connect(origin, { ca, checkServerIdentity: () => undefined });
      const leave = () => {
        if (this.session === session) {
          this.session = undefined;
        }
      };
      session.on('goaway', leave).on('close', leave).on('error', leave);
      this.session = session;
    }
    return this.session;
  }

  async request(headers) {
    const session = this.open();
    const stream = session.request(headers);
    stream.end();
    try {
      const [head] = await once(stream, 'response');
      const chunks = [];
      for await (const chunk of stream) {
        chunks.push(chunk);
      }
      return { status: head[':status'], body: Buffer.concat(chunks) };
    } catch (failure) {
      if (stream.rstCode === constants.NGHTTP2_REFUSED_STREAM && this.session !== session) {
        notSent += 1;
        return this.request(headers);
      }
      throw failure;
    }
  }
}

async function send(client, headers, check) {
  await pause(INTERVAL_MS);
  requests += 1;
  const what = headers[':method'];
  try {
    const { status, body } = await client.request(headers);
    const fault = check(status, body);
    if (fault === undefined) {
      return body;
    }
    failed(`${what}: ${fault} ${body.subarray(0, 300)}`);
  } catch (failure) {
    failed(`${what}: ${failure.code} ${failure.message}`);
  }
  return undefined;
}

async function run(client, pauseMillis) {
  while (running) {
    const minted = await send(client, { ':method': 'POST', ':path': mint }, (status) => (status === 200 ? undefined : status));
    for (let i = 0; i < 3 && minted !== undefined; i += 1) {
      const first = Math.floor(Math.random() * (expected.length - RANGE));
      await send(
        client,
        {
          ':method': 'GET',
          ':path': `${download}?token=${JSON.parse(minted).token}`,
          range: `bytes=${first}-${first + RANGE - 1}`,
        },
        (status, body) => {
          if (status !== 206) {
            return status;
          }
          return body.equals(expected.subarray(first, first + RANGE)) ? undefined : `${body.length} other bytes`;
        });
    }
    await pause(pauseMillis);
  }
}

const report = setInterval(() => console.log(JSON.stringify({ requests, notSent, failures })), 500);
const shared = new Client();
const clients = [
  run(new Client(), 700),
  run(new Client(), 0),
  run(shared, 0), // several requests at once on one connection
  run(shared, 0),
  run(shared, 0),
];
process.stdin.resume();
await once(process.stdin, 'end');
running = false;
await Promise.all(clients);
clearInterval(report);
console.log(JSON.stringify({ requests, notSent, failures }));
process.exit(0);
