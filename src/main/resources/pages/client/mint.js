// Collects the datasets that need a token. Those that are asked for before a request is sent become part of it.

import { requestTokens } from './request.js';
import { either, share } from './signals.js';
import { isBefore, nextTask, secondsTo, sleep, spread, timeIn } from './time.js';

const MINTED_WITHIN = 15_000; // in milliseconds
const MOST_DATASETS = 100; // of one request

/** Returns a function that mints a token for a dataset. */
export function minter({ base, headers, patience, fetch }) {
  let delay = { ends: 0 }; // no mint before this time, and the error response that has asked for it
  let most = MOST_DATASETS; // 1 if the service cannot mint for several datasets
  let next; // the datasets of the next request, each with the signal of those who ask
  const requests = new Map(); // datasets → the request for their tokens

  return async function mint(datasetId, signal) {
    for (let again = true; ; ) {
      const answer = (await ask(datasetId, signal)).get(datasetId);
      if (answer?.jwt && (!again || isBefore(answer, 'ends'))) {
        return answer; // otherwise the computer has slept while the response was on its way
      }
      if (answer instanceof Error && (!again || !(answer.retryAfter <= patience))) {
        throw answer;
      }
      again &&= !answer; // without an answer, the service cannot mint for several datasets
    }
  };

  /** Adds a dataset to the next request. That is aborted when all who ask have aborted. */
  function ask(datasetId, signal) {
    const datasets = next?.size < most ? next : (next = new Map());
    datasets.set(datasetId, signal);
    return share(requests, datasets, signal, end => send(datasets, end));
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
    const init = { headers: credential, signal: either(signal, AbortSignal.timeout(MINTED_WITHIN)) };
    const answers = await requestTokens(fetch, base, ids, init);
    if (!answers) {
      most = 1;
      return new Map();
    }
    answers.forEach(delayNext);
    return new Map(ids.map((id, index) => [id, answers[index]]));
  }

  function delayNext(error) {
    const ends = timeIn(error.retryAfter);
    if (ends > delay.ends) {
      delay = { error, sent: Date.now(), ends };
    }
  }

  /** Waits until the time that the service has named. */
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
