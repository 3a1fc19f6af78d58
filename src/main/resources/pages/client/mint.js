// Batches all datasets requested before the request is sent.

import { requestDelay } from './delay.js';
import { anySignal, singleFlight } from './signals.js';
import { isBefore, nextTask } from './time.js';
import { requestTokens } from './token-request.js';

const MINT_TIMEOUT = 15_000; // in milliseconds
const MAX_DATASETS = 100; // in one request, as in the contract

/** Returns a function that mints a token for a dataset. */
export function minter({ base, headers, patience, fetch }) {
  const { delayNext, turn } = requestDelay(patience);
  let batchSize = MAX_DATASETS; // 1 if the service has no batch operation
  let next; // the datasets of the next request, each with the signal of those who ask
  const requests = new Map(); // datasets → the request for their tokens

  return async function mint(datasetId, signal) {
    for (let again = true; ; ) {
      const answer = (await ask(datasetId, signal)).get(datasetId);
      // A token that has already expired on arrival is requested again: the computer slept.
      if (answer?.jwt && (!again || isBefore(answer, 'ends'))) {
        return answer;
      }
      if (answer instanceof Error && (!again || !(answer.retryAfter <= patience))) {
        throw answer;
      }
      again &&= !answer; // without an answer, the service has no batch operation
    }
  };

  /** Adds a dataset to the next request. That is aborted when all who ask have aborted. */
  function ask(datasetId, signal) {
    const datasets = next?.size < batchSize ? next : (next = new Map());
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
      next = undefined;
    }
    const ids = [...datasets.keys()].filter(id => !datasets.get(id).aborted);
    const init = { headers: credential, signal: anySignal(signal, AbortSignal.timeout(MINT_TIMEOUT)) };
    const answers = await requestTokens(fetch, base, ids, init);
    if (!answers) {
      batchSize = 1;
      return new Map();
    }
    answers.forEach(delayNext);
    return new Map(ids.map((id, index) => [id, answers[index]]));
  }
}
