// What the tests of save() share: a service with one file, and a stream that the file is saved to.

import assert from 'node:assert/strict';
import { afterEach, beforeEach, mock } from 'node:test';
import { pass, settle, startClock } from './clock.mjs';
import { StoredFile, Target } from './file.mjs';
import { DATASET, Service, downloadTokens } from './service.mjs';

export const TEXT = 'abcdefghijklmnopqrst';

export let service;
export let downloads;
export let file;
export let target;

beforeEach(() => {
  startClock();
  begin();
});

afterEach(() => {
  mock.timers.reset();
  mock.restoreAll();
});

/** Replaces service, client, file and stream. */
export function begin(options = {}) {
  service = new Service();
  downloads = downloadTokens({ fetch: service.fetch, ...options });
  file = new StoredFile(TEXT);
  target = new Target();
}

/** Saves the file while time passes. */
export async function save(seconds = 0, options) {
  const saved = downloads.save(DATASET, target.writable, options);
  saved.catch(() => {}); // it may fail before the time has passed
  for (let second = 0; second < seconds; second++) {
    await pass(1);
  }
  return saved;
}

/** The save fails, and the writable is aborted with the reason. */
export async function assertFails(saved, expected) {
  await assert.rejects(saved, expected);
  await settle();
  await assert.rejects(saved, reason => reason === target.aborted);
  assert.ok(!target.closed);
  assert.ok(!target.writable.locked);
}

export const offline = () => Promise.reject(new TypeError('offline'));
export const ranges = () => service.downloadsAsked.map(({ headers }) => [headers.Range, headers['If-Range']]);
