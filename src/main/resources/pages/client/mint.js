// Batches all datasets requested before the request is sent.

import { requestDelay } from './delay.js';
import { anySignal, singleFlight } from './signals.js';
import { isBefore, nextTask, timeIn } from './time.js';
import { requestTokens } from './token-request.js';

const MINT_TIMEOUT = 15_000; // in milliseconds
const MAX_DATASETS = 100; // in one request, as in the contract
const MAX_ID_LENGTH = 36; // that of a UUID; a longer id could make a batch too large
const PAUSE = 60; // in seconds
// One of the datasets may be the reason, or the service has no batch operation. Older versions answer 413 to any body over 1 KiB.
const REFUSED_BATCH = /40[045]|41[35]|422/;

/** Returns a function that mints a token for a dataset. */
export function minter({ base, headers, patience, fetch }) {
  const { delayNext, turn } = requestDelay(patience);
  let pause; // without batches, after a 404 or 405 of an instance without them; during an upgrade another one may have them
  let next; // the datasets of the next request, each with the signal of those who ask
  const requests = new Map(); // datasets → the request for their tokens

  return async function mint(datasetId, signal) {
    let isAlone = datasetId.length > MAX_ID_LENGTH;
    for (let again = true; ; ) {
      const answer = (await ask(datasetId, isAlone || isBefore(pause, 'ends'), signal)).get(datasetId);
      // A token that has already expired on arrival is requested again: the computer slept.
      if (answer?.jwt && (!again || isBefore(answer, 'ends'))) {
        return answer;
      }
      if (answer instanceof Error && (!again || !(answer.retryAfter <= patience))) {
        throw answer;
      }
      isAlone ||= !answer; // without an answer, its batch was refused
      again &&= !answer;
    }
  };

  /** Adds a dataset to the next request. That is aborted when all who ask have aborted. */
  function ask(datasetId, isAlone, signal) {
    const datasets = !isAlone && next?.size < MAX_DATASETS ? next : new Map();
    if (!isAlone) {
      next = datasets;
    }
    datasets.set(datasetId, signal);
    return singleFlight(requests, datasets, signal, end => send(datasets, end));
  }

  /** Returns the token or error of each dataset. */
  async function send(datasets, signal) {
    let credential;
    try {
      await nextTask();
      await turn(signal);
      credential = typeof headers === 'function' ? await headers() : headers;
    } finally {
      if (next === datasets) {
        next = undefined;
      }
    }
    const ids = [...datasets.keys()].filter(id => !datasets.get(id).aborted);
    const init = { headers: credential, signal: anySignal(signal, AbortSignal.timeout(MINT_TIMEOUT)) };
    const { status, answers } = await requestTokens(fetch, base, ids, init);
    if (ids.length > 1 && REFUSED_BATCH.test(status)) {
      if (/40[45]/.test(status)) {
        pause = { sent: Date.now(), ends: timeIn(PAUSE) };
      }
      return new Map(); // each is then requested alone
    }
    answers.forEach(delayNext);
    return new Map(ids.map((id, index) => [id, answers[index]]));
  }
}
