// Streams a whole file, and continues after a cut connection.

import { DownloadTokenError, bodyOf, isRefusal, waitOf } from './errors.js';
import { anySignal, unlessAborted } from './signals.js';
import { sleep, spread } from './time.js';

const MAX_RETRIES = 7; // consecutive retries without progress; the delay doubles, about two minutes in all
const STALL_TIMEOUT = 60_000; // in milliseconds without a byte

/** Writes a file at the pace of the writable, and closes that. Aborts it on failure. Returns the number of bytes. */
export async function save(download, writable, { signals, patience }) {
  const writer = writable.getWriter();
  try {
    const signal = anySignal(...signals);
    let written = 0;
    for await (const bytes of bytesOf(download, signal, patience)) {
      await unlessAborted(writer.write(bytes), signal);
      written += bytes.length;
    }
    await unlessAborted(writer.close(), signal);
    return written;
  } catch (failure) {
    writer.abort(failure).catch(() => {});
    throw failure;
  } finally {
    writer.releaseLock();
  }
}

/** The bytes of one version of a file. After a cut it requests the rest. */
async function* bytesOf(download, signal, patience) {
  let file; // entity tag and size of the version
  let position = 0;
  for (let retries = 0; ; retries++) {
    let reader;
    let wait;
    try {
      const headers = position ? { Range: `bytes=${position}-`, 'If-Range': file.etag } : {};
      const response = await download({ headers, signal, cache: 'no-store' });
      if (position && isEnd(response, position)) {
        return;
      }
      if (!response.ok) {
        throw new DownloadTokenError(response.status, (await bodyOf(response)).detail, waitOf(response));
      }
      if (position ? !isRest(response, position, file) : response.status !== 200) {
        throw new DownloadTokenError(412, 'The file has changed since its download began, or its server has no ranges.');
      }
      file = position ? file : versionOf(response);
      reader = response.body.getReader();
      for (let part; !(part = await nextPart(reader)).done; ) {
        position += part.value.length;
        retries = 0;
        yield part.value;
      }
      if (position >= file.size || !file.etag) {
        return;
      }
      // Without Content-Length, a response that was cut may end like a whole one. The next request finds out.
      throw new TypeError(`The file ended after ${position} bytes.`);
    } catch (failure) {
      if (position && position === file.size) {
        return; // cut after the last byte
      }
      if (signal.aborted || isRefusal(failure) || failure.retryAfter > patience || retries === MAX_RETRIES) {
        throw failure;
      }
      if (position && !file.etag) {
        throw new Error('A file without a strong entity tag cannot be continued.', { cause: failure });
      }
      wait = Math.max(2 ** retries, failure.retryAfter ?? 0);
    } finally {
      reader?.cancel().catch(() => {});
    }
    await sleep(spread(wait), signal);
  }
}

/** A weak entity tag does not identify bytes: a proxy may have compressed them, so Content-Length does not count file bytes. */
function versionOf({ headers }) {
  const etag = headers.get('ETag');
  return etag?.startsWith('"') ? { etag, size: parseInt(headers.get('Content-Length')) } : {};
}

/** Whether the server says that no bytes follow the position. */
function isEnd({ status, headers }, position) {
  return status === 416 && headers.get('Content-Range') === `bytes */${position}`;
}

/** False for another version, whose bytes must not follow those that are written. */
function isRest({ status, headers }, position, { etag, size }) {
  const [, start, total] = /^bytes (\d+)-\d+\/(\d+)$/.exec(headers.get('Content-Range')) ?? [];
  return status === 206 && headers.get('ETag') === etag && +start === position && (!size || +total === size);
}

/** Reads the next bytes. A connection can die without a sign, such as while the computer sleeps. */
function nextPart(reader) {
  return new Promise((resolve, reject) => {
    const stalled = () => reject(new DOMException('No byte has arrived for a minute.', 'TimeoutError'));
    const timer = setTimeout(stalled, STALL_TIMEOUT);
    reader
      .read()
      .then(resolve, reject)
      .finally(() => clearTimeout(timer));
  });
}
