// What the tests of requests for several datasets share: a service, a client and datasets.

import { afterEach, beforeEach, mock } from 'node:test';
import { startClock } from './clock.mjs';
import { Service, downloadTokens } from './service.mjs';

export const THIRD = 'd0000000-0000-4000-8000-000000000003';

export let service;
export let downloads;

beforeEach(() => {
  startClock();
  begin();
});

afterEach(() => {
  mock.timers.reset();
  mock.restoreAll();
});

/** Replaces service and client. */
export function begin(options = {}) {
  service = new Service();
  downloads = downloadTokens({ fetch: service.fetch, ...options });
}

export const datasets = count => Array.from({ length: count }, (_, index) => `dataset-${index}`);
export const urls = (ids, options) => Promise.all(ids.map(id => downloads.url(id, options)));
export const outcomes = ids =>
  Promise.allSettled(ids.map(id => downloads.url(id))).then(all =>
    all.map(({ value, reason }) => value?.split('=')[1] ?? [reason.name, reason.status, reason.message]),
  );
