// The errors of the service.

import { secondsTo } from './time.js';

/** An error response of the service, with the detail of its problem. */
export class DownloadTokenError extends Error {
  name = 'DownloadTokenError';

  constructor(status, detail, retryAfter) {
    super(detail ?? `HTTP ${status}`);
    this.status = status;
    this.retryAfter = retryAfter;
  }
}

/** A refusal is permanent. Other failures may be temporary, such as a 200 whose body did not arrive. */
export function isRefusal({ status }) {
  return /^4(?!29)/.test(status);
}

/** In seconds; undefined if the response has no Retry-After (RFC 9110, section 10.2.3). */
export function waitOf({ status, headers }) {
  const retryAfter = headers.get('Retry-After');
  if (/429|503/.test(status) && retryAfter) {
    return /^\d+$/.test(retryAfter) ? +retryAfter : Math.max(secondsTo(Date.parse(retryAfter)), 0);
  }
}

/** The body of a response in JSON. An object without members if there is none. */
export async function bodyOf(response) {
  return (await response.json().catch(() => {})) ?? {};
}
