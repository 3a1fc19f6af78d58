// Promises that signals abort.

/** Aborts when one of the signals does. Throws if one is already aborted. */
export function anySignal(...signals) {
  const signal = AbortSignal.any(signals.filter(signal => signal));
  signal.throwIfAborted();
  return signal;
}

/** The result of a promise, unless the signal aborts first. */
export function unlessAborted(promise, signal) {
  return new Promise((resolve, reject) => {
    const aborted = () => reject(signal.reason);
    signal.addEventListener('abort', aborted);
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', aborted));
    if (signal.aborted) {
      aborted();
    }
  });
}

/** All callers with one key share one promise. It is aborted when the last caller has aborted. */
export function singleFlight(shared, key, signal, start) {
  let entry = shared.get(key);
  if (!entry) {
    entry = { end: new AbortController(), uses: 0 };
    entry.promise = start(entry.end.signal);
    shared.set(key, entry);
    entry.promise.then(remove, remove);
  }
  entry.uses++;
  return unlessAborted(entry.promise, signal).finally(() => {
    if (!--entry.uses) {
      entry.end.abort();
      remove();
    }
  });

  function remove() {
    if (shared.get(key) === entry) {
      shared.delete(key);
    }
  }
}
