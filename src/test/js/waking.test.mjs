// Tests what the client does when a sleeping tab or computer wakes up.

import assert from 'node:assert/strict';
import { getEventListeners } from 'node:events';
import { afterEach, beforeEach, mock, test } from 'node:test';
import { pass, settle, sleepFor, startClock } from './clock.mjs';
import { DATASET, Service, downloadTokens, held, problem } from './service.mjs';

const EVENTS = [
  ['document', 'visibilitychange'],
  ['window', 'pageshow'],
  ['window', 'online'],
];

let service;
let downloads;
let end;
let received;

beforeEach(() => {
  startClock();
  globalThis.document = new EventTarget();
  globalThis.window = new EventTarget();
  service = new Service();
  downloads = downloadTokens({ fetch: service.fetch });
  end = new AbortController();
  received = [];
});

afterEach(() => {
  delete globalThis.document;
  delete globalThis.window;
  mock.timers.reset();
  mock.restoreAll();
});

/** Watches the dataset, and returns the reason for which this ends. */
function watch(listener = ({ token }) => received.push(token)) {
  return downloads.watch(DATASET, listener, { signal: end.signal }).catch(reason => reason);
}

const dispatch = (target, type) => globalThis[target].dispatchEvent(new Event(type));

/** Dispatches all events without a pause between them. */
const wakeUp = () => EVENTS.forEach(event => dispatch(...event));

const listeners = () => EVENTS.flatMap(([target, type]) => getEventListeners(globalThis[target], type)).length;

const offline = () => Promise.reject(new TypeError('offline'));

for (const [target, type] of EVENTS) {
  test(`watch renews a due token on ${type}`, async () => {
    watch();
    await settle();
    sleepFor(8 * 3600);
    await settle();
    assert.deepEqual(received, ['token-1']);

    dispatch(target, type);
    await settle();

    assert.deepEqual(received, ['token-1', 'token-2']);
    end.abort();
  });
}

test('the listener receives no expired token after waking up, also if the renewal takes long', async () => {
  watch();
  await settle();
  const answer = held();
  service.mints.push(answer);
  sleepFor(8 * 3600);

  wakeUp();
  await settle();
  assert.deepEqual(received, ['token-1']);
  answer.letGo('late');
  await settle();

  assert.deepEqual(received, ['token-1', 'late']);
  end.abort();
});

test('a token that expired while its response was on its way is minted again', async () => {
  const first = held();
  service.mints.push(first);
  const url = downloads.url(DATASET);
  await settle();

  sleepFor(8 * 3600);
  first.letGo('expired');

  assert.match(await url, /token=token-1$/);
});

test('watch keeps a token that is not due when the page wakes up', async () => {
  watch();
  await settle();
  await pass(80);

  wakeUp();
  await settle();

  assert.equal(service.mintsAsked.length, 1);
  await pass(4.1);
  assert.deepEqual(received, ['token-1', 'token-2']);
  end.abort();
});

test('watch delivers a token that another call has minted since the page woke up', async () => {
  watch();
  await settle();
  sleepFor(8 * 3600);
  await downloads.url(DATASET);

  wakeUp();
  await settle();

  assert.deepEqual(received, ['token-1', 'token-2']);
  assert.equal(service.mintsAsked.length, 2);
  end.abort();
});

test('a burst of events causes one attempt while the browser is offline', async () => {
  watch();
  await settle();
  sleepFor(8 * 3600);
  service.mints.push(...Array.from({ length: 9 }, () => offline));

  wakeUp();
  await settle();
  assert.equal(service.mintsAsked.length, 2);
  dispatch('window', 'online');
  await settle();

  assert.equal(service.mintsAsked.length, 3);
  assert.deepEqual(received, ['token-1']);
  end.abort();
});

test('events during an attempt cause no further attempt', async () => {
  watch();
  await settle();
  const answer = held();
  service.mints.push(answer, offline);
  sleepFor(8 * 3600);
  wakeUp();
  await settle();

  for (const event of EVENTS) {
    dispatch(...event);
    await settle();
  }
  answer.answer(problem(500));
  await settle();

  assert.equal(service.mintsAsked.length, 2);
  end.abort();
});

test('after a failed attempt watch tries again after five seconds, without an event', async () => {
  watch();
  await settle();
  sleepFor(8 * 3600);
  service.mints.push(offline);
  wakeUp();

  await pass(4.9);
  assert.equal(service.mintsAsked.length, 2);
  await pass(0.2);

  assert.deepEqual(received, ['token-1', 'token-2']);
  end.abort();
});

test('a token that could not be renewed is not renewed more often by events', async () => {
  watch();
  await settle();
  service.mints.push(...Array.from({ length: 9 }, () => problem(500)));
  await pass(84);
  assert.equal(service.mintsAsked.length, 2);

  for (let event = 0; event < 5; event++) {
    wakeUp();
    await settle();
  }

  assert.equal(service.mintsAsked.length, 2);
  end.abort();
});

test('waking up does not shorten Retry-After', async () => {
  service.mints.push(problem(503, { 'Retry-After': '10' }));
  service.downloads.push(problem(503, { 'Retry-After': '10' }));
  watch();
  await pass(9);
  wakeUp();
  await settle();
  assert.equal(service.mintsAsked.length, 1);
  await pass(2);
  assert.deepEqual(received, ['token-1']);

  const response = downloads.fetch(DATASET);
  await pass(9);
  wakeUp();
  await settle();
  assert.equal(service.downloadsAsked.length, 1);
  await pass(2);

  assert.equal((await response).status, 206);
  end.abort();
});

test('a wait for Retry-After ends when the page wakes up later', async () => {
  service.mints.push(problem(503, { 'Retry-After': '10' }));
  watch();
  service.downloads.push(problem(503, { 'Retry-After': '10' }));
  await settle();
  sleepFor(8 * 3600);
  wakeUp();
  await settle();
  assert.deepEqual(received, ['token-1']);

  const response = downloads.fetch(DATASET);
  await settle();
  sleepFor(11);
  wakeUp();

  assert.equal((await response).status, 206);
  end.abort();
});

test('listeners are removed when the signal aborts', async () => {
  const ended = watch();
  await settle();
  assert.equal(listeners(), 3);

  end.abort();
  await ended;

  assert.equal(listeners(), 0);
});

test('listeners are removed when the service refuses', async () => {
  const ended = watch();
  await settle();
  sleepFor(8 * 3600);
  service.mints.push(problem(404));
  wakeUp();

  assert.equal((await ended).status, 404);
  assert.equal(listeners(), 0);
});

test('listeners are removed when the listener throws', async () => {
  const ended = watch(({ token }) => {
    if (token === 'token-2') {
      throw new Error('left');
    }
  });
  await pass(84.1);

  assert.equal((await ended).message, 'left');
  assert.equal(listeners(), 0);
});

test('a long watch does not collect listeners', async () => {
  watch();
  for (let renewal = 0; renewal < 20; renewal++) {
    await pass(84);
    wakeUp();
    await settle();
  }

  assert.equal(listeners(), 3);
  end.abort();
});

test('in a worker, watch renews a due token on online', async () => {
  delete globalThis.document;
  delete globalThis.window;
  const worker = new EventTarget();
  globalThis.addEventListener = worker.addEventListener.bind(worker);
  globalThis.removeEventListener = worker.removeEventListener.bind(worker);
  try {
    const ended = watch();
    await settle();
    sleepFor(8 * 3600);
    worker.dispatchEvent(new Event('online'));
    await settle();
    assert.deepEqual(received, ['token-1', 'token-2']);
    end.abort();
    await ended;
    assert.equal(getEventListeners(worker, 'online').length, 0);
  } finally {
    delete globalThis.addEventListener;
    delete globalThis.removeEventListener;
  }
});

test('without events, as in Node, watch renews by its timer', async () => {
  delete globalThis.document;
  delete globalThis.window;
  watch();
  await pass(84.1);

  assert.deepEqual(received, ['token-1', 'token-2']);
  end.abort();
});
