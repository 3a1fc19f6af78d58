// A clock that the tests move.

import { mock } from 'node:test';

/** Stops the clock. A token is renewed at 70 % of its lifetime, and each wait is a tenth longer. */
export function startClock() {
  mock.timers.enable({ apis: ['Date', 'setTimeout'], now: Date.UTC(2026, 10, 24) });
  mock.method(Math, 'random', () => 0.5);
}

/** Runs all that is due, and moves the clock. */
export async function pass(seconds) {
  await settle();
  mock.timers.tick(seconds * 1000);
  await settle();
}

/** Moves the clock, but runs no timer: the computer sleeps. */
export function sleepFor(seconds) {
  const { now } = Date;
  mock.method(Date, 'now', () => now() + seconds * 1000);
}

export async function settle() {
  for (let turn = 0; turn < 50; turn++) {
    await new Promise(resolve => setImmediate(resolve));
  }
}
