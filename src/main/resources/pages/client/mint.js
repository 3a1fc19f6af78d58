// Batches all datasets requested before the request is sent.

import { requestDelay } from './delay.js';
import { anySignal, singleFlight } from './signals.js';
import { isBefore, nextTask } from './time.js';
import { requestTokens } from './token-request.js';

const MINT_TIMEOUT = 15_000; // in milliseconds
const MAX_DATASETS = 100; // in one request, as in the contract
// A batch that is refused as a whole: one of its datasets may be the reason, or a service without the operation. Older versions
// answer 413 to any body over 1 KiB.
const REFUSED_BATCH = /40[045]|41[35]|422/;

/** Returns a function that mints a token for a dataset. */
export function minter({ base, headers, patience, fetch }) {
  const { delayNext, turn } = requestDelay(patience);
  let batchSize = MAX_DATASETS; // 1 if the service has no batch operation
  let next; // the datasets of the next request, each with the signal of those who ask
  const requests = new Map(); // datasets → the request for their tokens

  return async function mint(datasetId, signal) {
    let isAlone = false;
    for (let again = true; ; ) {
      const answer = (await ask(datasetId, isAlone, signal)).get(datasetId);
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
    const datasets = !isAlone && next?.size < batchSize ? next : new Map();
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
      batchSize = /40[45]|413/.test(status) ? 1 : batchSize;
      return new Map(); // each is then requested alone
    }
    answers.forEach(delayNext);
    return new Map(ids.map((id, index) => [id, answers[index]]));
  }
}
