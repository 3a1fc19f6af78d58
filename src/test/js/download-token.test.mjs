import assert from 'node:assert/strict';
import { afterEach, beforeEach, mock, test } from 'node:test';
import { pass, settle, startClock } from './clock.mjs';
import { DATASET, DownloadTokenError, OTHER, Service, downloadTokens, held, problem } from './service.mjs';

let service;
let downloads;

beforeEach(() => {
  startClock();
  service = new Service();
  downloads = downloadTokens({ fetch: service.fetch });
});

afterEach(() => {
  mock.timers.reset();
  mock.restoreAll();
});

const refusedAs = status => error => error instanceof DownloadTokenError && error.status === status;

test('a URL is that of the download, with a token', async () => {
  assert.equal(await downloads.url(DATASET), `/api/datasets/${DATASET}/download/cog?token=token-1`);
  assert.deepEqual(
    service.asked.map(({ method, url }) => [method, url]),
    [['POST', `/api/auth/download-token/${DATASET}`]],
  );
});

test('an id cannot leave its place in the path', async () => {
  await downloads.url('../x?y#z');

  assert.equal(service.asked[0].url, '/api/auth/download-token/..%2Fx%3Fy%23z');
});

test('another service and another path can be named', async () => {
  const elsewhere = downloadTokens({
    base: 'https://tokens.example.com/api',
    path: id => `https://files.example.com/${id}.tif`,
    fetch: service.fetch,
  });

  assert.equal(await elsewhere.url(DATASET), `https://files.example.com/${DATASET}.tif?token=token-1`);
  assert.equal(service.asked[0].url, `https://tokens.example.com/api/auth/download-token/${DATASET}`);
});

test('a thousand calls for one dataset cost one mint', async () => {
  const urls = await Promise.all(Array.from({ length: 1000 }, () => downloads.url(DATASET)));
  await Promise.all(Array.from({ length: 1000 }, () => downloads.fetch(DATASET)));

  assert.equal(new Set(urls).size, 1);
  assert.equal(service.mintsAsked.length, 1);
  assert.equal(service.downloadsAsked.length, 1000);
});

test('each dataset has a token of its own', async () => {
  assert.notEqual(await downloads.url(DATASET), await downloads.url(OTHER));
  assert.equal(service.mintsAsked.length, 2);
});

test('the credential is asked for at each mint, and never sent with a download', async () => {
  let session = 0;
  const signedIn = downloadTokens({
    fetch: service.fetch,
    headers: async () => ({ Authorization: `Bearer session-${++session}` }),
  });

  await signedIn.fetch(DATASET);
  await signedIn.fetch(OTHER);

  assert.deepEqual(
    service.mintsAsked.map(({ headers }) => headers.Authorization),
    ['Bearer session-1', 'Bearer session-2'],
  );
  assert.ok(service.downloadsAsked.every(({ headers }) => headers === undefined));
});

test('a token is renewed at 70 % of its life', async () => {
  await downloads.url(DATASET);
  await pass(83);
  assert.match(await downloads.url(DATASET), /token-1$/);
  await pass(1.1);

  assert.match(await downloads.url(DATASET), /token-2$/);
});

test('viewers that began together do not renew together', async () => {
  const moments = [];
  for (const random of [0, 0.999]) {
    mock.method(Math, 'random', () => random);
    const viewer = downloadTokens({ fetch: service.fetch });
    const began = Date.now();
    const first = await viewer.url(DATASET);
    while ((await viewer.url(DATASET)) === first) {
      await pass(1);
    }
    moments.push(Date.now() - began);
  }

  assert.deepEqual(moments, [78_000, 90_000]);
});

test('a download goes on with its token while that is renewed', async () => {
  await downloads.fetch(DATASET);
  await pass(90);
  const renewal = held();
  service.mints.push(renewal);

  await downloads.fetch(DATASET);
  assert.match(service.downloadsAsked.at(-1).url, /token-1$/);

  renewal.letGo('renewed');
  await settle();
  await downloads.fetch(DATASET);
  assert.match(service.downloadsAsked.at(-1).url, /renewed$/);
  assert.equal(service.mintsAsked.length, 2);
});

test('a token that cannot be renewed does until it ends', async () => {
  await downloads.url(DATASET);
  await pass(100);
  service.mints.push(() => Promise.reject(new TypeError('offline')), () => Promise.reject(new TypeError('offline')));

  assert.match(await downloads.url(DATASET), /token-1$/);
  await pass(21);
  await assert.rejects(downloads.url(DATASET), TypeError);
});

test('a caller who may no longer read learns it at the renewal', async () => {
  await downloads.url(DATASET);
  await pass(100);
  service.mints.push(problem(404));

  await assert.rejects(downloads.url(DATASET), refusedAs(404));
});

test('a refusal is the detail of its problem, and is shared like a token', async () => {
  service.mints.push(problem(404));

  const refusals = await Promise.allSettled([downloads.url(DATASET), downloads.url(DATASET)]);

  assert.deepEqual(
    refusals.map(({ reason }) => [reason.name, reason.status, reason.message]),
    Array(2).fill(['DownloadTokenError', 404, 'told why 404']),
  );
  assert.equal(service.mintsAsked.length, 1);
});

test('a refusal that is no problem detail is one all the same', async () => {
  service.mints.push(new Response('<html>', { status: 502, statusText: 'Bad Gateway' }));

  await assert.rejects(downloads.url(DATASET), { status: 502, message: 'HTTP 502' });
});

test('an answer 200 without a token is none', async () => {
  service.mints.push(Response.json({ token: 'x', expires_in: 0 }), Response.json({}));

  await assert.rejects(downloads.url(DATASET), refusedAs(200));
  await assert.rejects(downloads.url(DATASET), refusedAs(200));
});

test('a token in an error response is none', async () => {
  service.mints.push(Response.json({ token: 'x', expires_in: 120 }, { status: 500 }));

  await assert.rejects(downloads.url(DATASET), refusedAs(500));
});

test('a download that is answered 401 is asked for once more, with a new token', async () => {
  service.downloads.push(problem(401));

  const response = await downloads.fetch(DATASET, { headers: { Range: 'bytes=0-9' } });

  assert.equal(response.status, 206);
  assert.deepEqual(
    service.downloadsAsked.map(({ url, headers }) => [url.split('=')[1], headers.Range]),
    [
      ['token-1', 'bytes=0-9'],
      ['token-2', 'bytes=0-9'],
    ],
  );
});

test('a second 401 is the answer', async () => {
  service.downloads.push(problem(401), problem(401));

  assert.equal((await downloads.fetch(DATASET)).status, 401);
  assert.equal(service.downloadsAsked.length, 2);
});

test('a hundred downloads that are answered 401 cost one more mint', async () => {
  service.downloads.push(...Array.from({ length: 100 }, () => problem(401)));

  await Promise.all(Array.from({ length: 100 }, () => downloads.fetch(DATASET)));

  assert.equal(service.mintsAsked.length, 2);
});

for (const status of [403, 404, 416, 500]) {
  test(`a download that is answered ${status} is not asked for again`, async () => {
    service.downloads.push(problem(status));

    assert.equal((await downloads.fetch(DATASET)).status, status);
    assert.equal(service.asked.length, 2);
  });
}

for (const [name, value] of [
  ['in seconds', '5'],
  ['as a date', new Date(Date.UTC(2026, 10, 24, 0, 0, 5)).toUTCString()],
]) {
  test(`Retry-After ${name} is obeyed, and a little more`, async () => {
    service.mints.push(problem(429, { 'Retry-After': value }));
    const url = downloads.url(DATASET);

    await pass(5.4);
    assert.equal(service.mintsAsked.length, 1);
    await pass(0.2);

    assert.match(await url, /token-1$/);
  });
}

test('while the service has asked to wait, no dataset is asked for', async () => {
  service.mints.push(problem(503, { 'Retry-After': '5' }));
  const first = downloads.url(DATASET);
  await settle();
  const second = downloads.url(OTHER);
  await pass(5);
  assert.equal(service.mintsAsked.length, 1);
  await pass(1);

  await Promise.all([first, second]);
  assert.equal(service.mintsAsked.length, 2);
});

test('a service that asks to wait twice is left alone', async () => {
  service.mints.push(problem(503, { 'Retry-After': '1' }), problem(503, { 'Retry-After': '1' }));
  const refused = assert.rejects(downloads.url(DATASET), refusedAs(503));
  await pass(2);

  await refused;
  assert.equal(service.mintsAsked.length, 2);
});

test('a longer wait than the patience is an error at once, and until it is over', async () => {
  service.mints.push(problem(429, { 'Retry-After': '60' }));

  await assert.rejects(downloads.url(DATASET), { status: 429, retryAfter: 60 });
  await assert.rejects(downloads.url(OTHER), { status: 429, retryAfter: 60 });
  assert.equal(service.mintsAsked.length, 1);
  await pass(67);
  assert.match(await downloads.url(DATASET), /token-1$/);
});

test('a download waits as it is told, too', async () => {
  service.downloads.push(problem(503, { 'Retry-After': '1' }));
  const response = downloads.fetch(DATASET);
  await pass(1);
  assert.equal(service.downloadsAsked.length, 1);
  await pass(0.2);

  assert.equal((await response).status, 206);
});

test('who aborts gets no answer, and the others do', async () => {
  const answer = held();
  service.mints.push(answer);
  const controller = new AbortController();
  const aborted = downloads.url(DATASET, { signal: controller.signal });
  const other = downloads.url(DATASET);
  await settle();

  controller.abort();
  await assert.rejects(aborted, { name: 'AbortError' });
  answer.letGo('shared');

  assert.match(await other, /shared$/);
});

test('when all have aborted, so is the request, and who comes next asks anew', async () => {
  service.mints.push(held());
  const controller = new AbortController();
  const aborted = [1, 2].map(() => downloads.url(DATASET, { signal: controller.signal }));
  await settle();

  controller.abort(new Error('left'));
  for (const one of aborted) {
    await assert.rejects(one, { message: 'left' });
  }

  assert.ok(service.mintsAsked[0].signal.aborted);
  assert.match(await downloads.url(DATASET), /token-1$/);
});

test('who has aborted already asks for nothing', async () => {
  await assert.rejects(downloads.url(DATASET, { signal: AbortSignal.abort() }), { name: 'AbortError' });
  await assert.rejects(downloads.fetch(DATASET, { signal: AbortSignal.abort() }), { name: 'AbortError' });
  assert.equal(service.asked.length, 0);
});

test('a wait ends by its abort', async () => {
  service.mints.push(problem(503, { 'Retry-After': '20' }));
  const controller = new AbortController();
  const waiting = downloads.fetch(DATASET, { signal: controller.signal });
  await settle();

  controller.abort();

  await assert.rejects(waiting, { name: 'AbortError' });
});

test('a listener is told of each token in time, until it leaves', async () => {
  const told = [];
  const controller = new AbortController();
  const watching = downloads.watch(DATASET, token => told.push(token), { signal: controller.signal });
  await pass(84);
  await pass(84);
  controller.abort();
  await assert.rejects(watching, { name: 'AbortError' });
  await pass(200);

  assert.deepEqual(
    told.map(({ token, expires }) => [token, (expires - Date.UTC(2026, 10, 24)) / 1000]),
    [
      ['token-1', 120],
      ['token-2', 204],
      ['token-3', 288],
    ],
  );
  assert.match(told[0].url, /\?token=token-1$/);
});

test('a listener is told of each token once, and does not hurry a service that cannot answer', async () => {
  const told = [];
  const controller = new AbortController();
  const watching = downloads.watch(DATASET, ({ token }) => told.push(token), { signal: controller.signal });
  await settle();
  service.mints.push(...Array.from({ length: 3 }, () => problem(500)));
  for (let second = 0; second < 84 + 14; second++) {
    await pass(1);
  }
  assert.equal(service.mintsAsked.length, 1 + 3);
  await pass(1);
  controller.abort();
  await assert.rejects(watching);

  assert.deepEqual(told, ['token-1', 'token-2']);
});

test('a listener outlasts an outage that its token does not', async () => {
  const told = [];
  const controller = new AbortController();
  const watching = downloads.watch(DATASET, ({ token }) => told.push(token), { signal: controller.signal });
  await settle();
  service.mints.push(...Array.from({ length: 20 }, () => () => Promise.reject(new TypeError('offline'))));
  for (let second = 0; second < 84 + 20 * 5; second++) {
    await pass(1);
  }
  assert.deepEqual(told, ['token-1', 'token-2']);
  controller.abort();
  await assert.rejects(watching, { name: 'AbortError' });
});

test('a listener ends by a refusal', async () => {
  const watching = downloads.watch(DATASET, () => {});
  const ended = assert.rejects(watching, refusedAs(404));
  await settle();
  service.mints.push(problem(404));
  await pass(84.1);

  await ended;
});

test('while a renewal fails, downloads do not ask for it one by one', async () => {
  await downloads.fetch(DATASET);
  await pass(90);
  service.mints.push(...Array.from({ length: 100 }, () => problem(500)));

  for (let tile = 0; tile < 100; tile++) {
    await downloads.fetch(DATASET);
    await settle();
  }

  assert.equal(service.mintsAsked.length, 2);
  await pass(5);
  await downloads.fetch(DATASET);
  await settle();
  assert.equal(service.mintsAsked.length, 3);
});

test('a refusal ends the token that was to be renewed', async () => {
  await downloads.fetch(DATASET);
  await pass(90);
  service.mints.push(problem(404), problem(404));

  assert.equal((await downloads.fetch(DATASET)).status, 206);
  await settle();

  await assert.rejects(downloads.fetch(DATASET), refusedAs(404));
});

test('a late 401 of the token before costs no further mint', async () => {
  const late = held();
  service.downloads.push(late, problem(401));
  const first = downloads.fetch(DATASET);
  await settle();
  await downloads.fetch(DATASET);

  late.answer(problem(401));
  await first;

  assert.equal(service.mintsAsked.length, 2);
  assert.match(service.downloadsAsked.at(-1).url, /token-2$/);
});

test('a listener outlasts a limit that is longer than its patience', async () => {
  const told = [];
  const controller = new AbortController();
  service.mints.push(problem(429, { 'Retry-After': '60' }));
  const watching = downloads.watch(DATASET, ({ token }) => told.push(token), { signal: controller.signal });
  for (let second = 0; second < 80; second++) {
    await pass(1);
  }
  assert.deepEqual([told, service.mintsAsked.length], [['token-1'], 2]);
  controller.abort();
  await assert.rejects(watching);
});

test('a renewal whose body breaks off is no refusal', async () => {
  const told = [];
  const controller = new AbortController();
  const watching = downloads.watch(DATASET, ({ token }) => told.push(token), { signal: controller.signal });
  await settle();
  service.mints.push(new Response(new ReadableStream({ start: body => body.error(new Error('reset')) })));
  await pass(84.1);

  assert.match(await downloads.url(DATASET), /token-1$/);
  await pass(5);
  assert.deepEqual(told, ['token-1', 'token-2']);
  controller.abort();
  await assert.rejects(watching);
});

test('no token is handed out after its end, however its renewal fails', async () => {
  await downloads.url(DATASET);
  service.mints.push(...Array.from({ length: 3 }, () => () => Promise.reject(new TypeError('offline'))));
  await pass(118);
  assert.match(await downloads.url(DATASET), /token-1$/);
  await pass(2);

  await assert.rejects(downloads.url(DATASET), TypeError);
  await assert.rejects(downloads.url(DATASET), TypeError);
  assert.match(await downloads.url(DATASET), /token-2$/);
});

test('a wait of none keeps the token', async () => {
  service.downloads.push(problem(503, { 'Retry-After': '0' }));
  const response = downloads.fetch(DATASET);
  await pass(0.001);

  assert.equal((await response).status, 206);
  assert.equal(service.mintsAsked.length, 1);
});

test('a mint that gets no answer is given up after 15 seconds', async () => {
  const limit = new AbortController();
  const timeout = mock.method(AbortSignal, 'timeout', () => limit.signal);
  await downloads.url(DATASET);
  await pass(90);
  service.mints.push(held());
  const url = downloads.url(DATASET);
  await settle();

  limit.abort(new DOMException('', 'TimeoutError'));

  assert.match(await url, /token-1$/);
  assert.deepEqual(timeout.mock.calls[0].arguments, [15_000]);
});

test('a refused answer whose body breaks troubles nobody', async () => {
  const broken = new ReadableStream({ cancel: () => Promise.reject(new Error('reset')) });
  service.downloads.push(new Response(broken, { status: 401 }));

  assert.equal((await downloads.fetch(DATASET)).status, 206);
  await settle(); // a rejection that nobody handles fails the test
});

test('a shorter wait does not shorten a longer one', async () => {
  const late = held();
  service.mints.push(late, problem(503, { 'Retry-After': '9' }));
  const other = downloads.url(OTHER);
  await settle();
  const one = downloads.url(DATASET);
  await settle();
  late.answer(problem(503, { 'Retry-After': '1' }));
  await pass(8);
  assert.equal(service.mintsAsked.length, 2);
  for (let second = 0; second < 4; second++) {
    await pass(1);
  }

  await Promise.all([one, other]);
  assert.equal(service.mintsAsked.length, 3);
});

test('who waits already waits for what is told later', async () => {
  const late = held();
  service.mints.push(late, problem(503, { 'Retry-After': '1' }));
  const other = downloads.url(OTHER);
  await settle();
  const one = downloads.url(DATASET);
  await settle();
  late.answer(problem(503, { 'Retry-After': '9' }));
  await settle();
  for (let second = 0; second < 8; second++) {
    await pass(1);
  }
  assert.equal(service.mintsAsked.length, 2);
  for (let second = 0; second < 4; second++) {
    await pass(1);
  }

  await Promise.all([one, other]);
});

test('a wait of exactly the patience is waited for', async () => {
  service.mints.push(problem(429, { 'Retry-After': '30' }));
  const url = downloads.url(DATASET);
  await pass(33.1);

  assert.match(await url, /token-1$/);
});

test('a wait does not outlive a clock that is set back', async () => {
  service.mints.push(problem(429, { 'Retry-After': '60' }));
  await assert.rejects(downloads.url(DATASET), refusedAs(429));
  mock.timers.setTime(Date.UTC(2026, 10, 23));

  assert.match(await downloads.url(DATASET), /token-1$/);
});

test('who has to wait longer than the patience is told why and for how long', async () => {
  const late = held();
  service.mints.push(late, problem(429, { 'Retry-After': '600' }));
  const other = downloads.url(OTHER);
  await settle();
  await assert.rejects(downloads.url(DATASET), { status: 429, retryAfter: 600 });
  late.answer(problem(503, { 'Retry-After': '1' }));

  await assert.rejects(other, { status: 429, retryAfter: 600 });
  assert.equal(service.mintsAsked.length, 2);
});

test('no token outlives a clock that is set back', async () => {
  await downloads.url(DATASET);
  mock.timers.setTime(Date.UTC(2026, 10, 23));

  assert.match(await downloads.url(DATASET), /token-2$/);
});

test('the time that a credential takes is not taken from the token', async () => {
  const slow = downloadTokens({
    fetch: service.fetch,
    headers: () => new Promise(resolve => setTimeout(() => resolve({}), 100_000)),
  });
  const first = slow.url(DATASET);
  await pass(100);

  await first;
  assert.match(await slow.url(DATASET), /token-1$/);
});

test('an answer that is null is a refusal like others', async () => {
  service.mints.push(new Response('null', { status: 500 }));

  await assert.rejects(downloads.url(DATASET), refusedAs(500));
});

test('a place that has a query gets the token beside it', async () => {
  const versioned = downloadTokens({ fetch: service.fetch, path: id => `/files/${id}?version=3` });

  assert.equal(await versioned.url(DATASET), `/files/${DATASET}?version=3&token=token-1`);
});

for (const base of ['/', '']) {
  test(`the base path ${JSON.stringify(base)} is that of the own host`, async () => {
    const tokens = downloadTokens({ fetch: service.fetch, base });

    assert.equal(await tokens.url('a'), '/datasets/a/download/cog?token=token-1');
    assert.equal(service.asked[0].url, '/auth/download-token/a');
  });
}

test('what ends a caller ends all that is under way, and nothing begins', async () => {
  const end = new AbortController();
  const tokens = downloadTokens({ fetch: service.fetch, signal: end.signal });
  await tokens.url(OTHER);
  const watching = tokens.watch(OTHER, () => {});
  service.mints.push(held());
  const url = tokens.url(DATASET);
  await settle();

  end.abort();

  await assert.rejects(url, { name: 'AbortError' });
  await assert.rejects(watching, { name: 'AbortError' });
  await assert.rejects(tokens.url(OTHER), { name: 'AbortError' });
  await assert.rejects(tokens.fetch(OTHER), { name: 'AbortError' });
  assert.ok(service.mintsAsked.at(-1).signal.aborted);
  assert.equal(service.asked.length, 2);
});

test('a download ends with its caller', async () => {
  const end = new AbortController();
  await downloadTokens({ fetch: service.fetch, signal: end.signal }).fetch(DATASET);

  end.abort();

  assert.ok(service.downloadsAsked[0].signal.aborted);
});

test('who has left hears of no token', async () => {
  await downloads.url(DATASET);
  const left = { signal: AbortSignal.abort() };

  await assert.rejects(downloads.watch(DATASET, assert.fail, left), { name: 'AbortError' });
  await assert.rejects(downloads.url(DATASET, left), { name: 'AbortError' });
});

test('no more than 500 tokens are held', async () => {
  for (let dataset = 0; dataset < 501; dataset++) {
    await downloads.url(`dataset-${dataset}`);
  }

  await downloads.url('dataset-500');
  assert.equal(service.mintsAsked.length, 501);
  await downloads.url('dataset-0');
  assert.equal(service.mintsAsked.length, 502);
});

test('of more than 500 tokens the oldest goes, not the one that was renewed', async () => {
  for (let dataset = 0; dataset < 500; dataset++) {
    await downloads.url(`dataset-${dataset}`);
    if (dataset === 0) {
      await pass(60);
    }
  }
  await pass(30);
  await downloads.url('dataset-0');
  await downloads.url('dataset-500');
  const before = service.mintsAsked.length;

  await downloads.url('dataset-0');
  assert.equal(service.mintsAsked.length, before);
  await downloads.url('dataset-1');
  assert.equal(service.mintsAsked.length, before + 1);
});
