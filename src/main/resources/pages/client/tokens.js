// The tokens of one caller, one for each dataset.

import { isRefusal } from './errors.js';
import { singleFlight } from './signals.js';
import { isBefore, timeIn } from './time.js';

export const RETRIED_AFTER = 5; // in seconds, after a temporary failure of a renewal
const MAX_TOKENS = 500;

/** Keeps tokens, and renews them with a function that mints. */
export function tokenCache(mint) {
  const tokens = new Map(); // dataset → its token, ordered by the time of minting
  const renewals = new Map(); // dataset → the request for its next token

  return { fresh, unexpired, forget };

  /** Returns a token that is not due, or one that is due if it cannot be renewed. */
  async function fresh(datasetId, signal) {
    const token = tokens.get(datasetId);
    return isBefore(token, 'due')
      ? token
      : singleFlight(renewals, datasetId, signal, end => renew(datasetId, end)).catch(failure => {
          if (signal.aborted || isRefusal(failure) || !isBefore(token, 'ends')) {
            throw failure;
          }
          return token;
        });
  }

  /** Returns a token that has not expired. If it is due, a renewal runs in the background. */
  async function unexpired(datasetId, signal) {
    const token = tokens.get(datasetId);
    const next = fresh(datasetId, signal);
    if (!isBefore(token, 'ends')) {
      return next;
    }
    next.catch(() => {}); // the old token is valid until it expires
    return token;
  }

  /** Drops a token that a download has rejected, unless it was renewed meanwhile. */
  function forget(datasetId, token) {
    if (tokens.get(datasetId) === token) {
      tokens.delete(datasetId);
    }
  }

  async function renew(datasetId, signal) {
    const old = tokens.get(datasetId);
    try {
      const token = await mint(datasetId, signal);
      tokens.delete(datasetId); // so that it becomes the last entry of the map
      tokens.set(datasetId, token);
      if (tokens.size > MAX_TOKENS) {
        tokens.delete(tokens.keys().next().value);
      }
      return token;
    } catch (failure) {
      if (isRefusal(failure)) {
        tokens.delete(datasetId);
      } else if (old) {
        old.due = Math.min(timeIn(RETRIED_AFTER), old.ends);
      }
      throw failure;
    }
  }
}
