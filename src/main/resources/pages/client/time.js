// Points in time and waits. A time is in milliseconds as of Date.now, a duration in seconds.

import { unlessAborted } from './signals.js';

/** Whether now is before `answer[end]`. False if the clock was set back to a time before the request. */
export function isBefore(answer, end) {
  const now = Date.now();
  return answer?.sent <= now && now < answer[end];
}

export function timeIn(seconds) {
  return Date.now() + seconds * 1000;
}

export function secondsTo(time) {
  return (time - Date.now()) / 1000;
}

/** Up to a fifth longer, so that clients with the same Retry-After do not return at the same time. */
export function spread(seconds) {
  return seconds * (1 + Math.random() / 5);
}

/** Waits until a delay has ended. Waking up does not end it early. */
export async function sleepThrough(delay, signal) {
  while (isBefore(delay, 'ends')) {
    await sleep(secondsTo(delay.ends), signal);
  }
}

/** Ends early when the page wakes up. Browsers stop timers while a page is frozen or the computer sleeps. */
export async function sleep(seconds, signal) {
  const { document, window = globalThis } = globalThis; // A worker has neither of them. In Node there are no events.
  const events = [
    [document, 'visibilitychange'],
    [window, 'pageshow'],
    [window, 'online'],
  ];
  let wake;
  const slept = new Promise(resolve => (wake = resolve));
  const timer = setTimeout(wake, seconds * 1000);
  events.forEach(([target, type]) => target?.addEventListener?.(type, wake));
  await unlessAborted(slept, signal).finally(() => {
    clearTimeout(timer);
    events.forEach(([target, type]) => target?.removeEventListener?.(type, wake));
  });
}

/** Resolves in the next task, after pending promises. Browsers delay timers of hidden pages, but not messages. */
export function nextTask() {
  return new Promise(resolve => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(0);
  });
}
