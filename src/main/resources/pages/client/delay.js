// The time until which no token is requested, because the service has answered Retry-After.

import { isBefore, secondsTo, sleep, spread, timeIn } from './time.js';

/** Returns a function that delays the next requests, and one that waits for their turn. */
export function requestDelay(patience) {
  let delay = { ends: 0 }; // the latest Retry-After, and its error

  return { delayNext, turn };

  /** Ignores an error without Retry-After, and a token. */
  function delayNext(error) {
    const ends = timeIn(error.retryAfter);
    if (ends > delay.ends) {
      delay = { error, sent: Date.now(), ends };
    }
  }

  /** Waits until the delay has ended. Throws its error if that takes too long. */
  async function turn(signal) {
    while (isBefore(delay, 'ends')) {
      const wait = secondsTo(delay.ends);
      if (wait > patience) {
        throw delay.error;
      }
      await sleep(spread(wait), signal);
    }
  }
}
