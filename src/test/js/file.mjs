// A file that the tests download, and what they write it to.

const PART = 4; // bytes

/** Answers ranges as the service does. */
export class StoredFile {
  constructor(text = 'abcdefghijklmnopqrst', etag = '"v1"') {
    this.bytes = new TextEncoder().encode(text);
    this.etag = etag;
  }

  /** Returns a function that answers a request with the file or its rest. The headers replace those of the answer. */
  sent(headers = {}) {
    return this.#sent(Infinity, headers, body => body.close());
  }

  /** The connection is cut after some bytes. */
  cutAfter(count, headers = {}) {
    return this.#sent(count, headers, body => body.error(new TypeError('cut')));
  }

  /** The answer ends after some bytes, without an error. */
  endedAfter(count, headers = {}) {
    return this.#sent(count, headers, body => body.close());
  }

  /** After some bytes, nothing more arrives. */
  stalledAfter(count, headers = {}) {
    return this.#sent(count, headers, () => new Promise(() => {}));
  }

  #sent(count, replaced, end) {
    return ({ headers = {}, signal }) => {
      const [, range] = /^bytes=(\d+)-$/.exec(headers.Range) ?? [];
      const isPart = range && headers['If-Range'] === this.etag;
      let position = isPart ? +range : 0;
      if (isPart && position >= this.bytes.length) {
        return new Response('', { status: 416, headers: { 'Content-Range': `bytes */${this.bytes.length}` } });
      }
      const last = Math.min(position + count, this.bytes.length);
      const answered = new Headers({ ETag: this.etag, 'Content-Length': this.bytes.length - position });
      if (isPart) {
        answered.set('Content-Range', `bytes ${position}-${this.bytes.length - 1}/${this.bytes.length}`);
      }
      Object.entries(replaced).forEach(([name, value]) => (value ? answered.set(name, value) : answered.delete(name)));
      const body = new ReadableStream(
        {
          start: controller => signal?.addEventListener('abort', () => controller.error(signal.reason)),
          pull: async controller => {
            if (position === last) {
              return end(controller);
            }
            const next = Math.min(position + PART, last);
            controller.enqueue(this.bytes.slice(position, next));
            this.sentBytes = (this.sentBytes ?? 0) + next - position;
            position = next;
          },
          cancel: () => {
            this.isCancelled = true;
          },
        },
        { highWaterMark: 0 },
      );
      return new Response(body, { status: isPart ? 206 : 200, headers: answered });
    };
  }
}

/** Notes what is written to it, and how it ends. */
export class Target {
  text = '';

  writable = new WritableStream({
    write: async bytes => {
      await this.takes;
      this.text += new TextDecoder().decode(bytes);
    },
    close: () => {
      this.closed = true;
    },
    abort: reason => {
      this.aborted = reason;
    },
  });
}
