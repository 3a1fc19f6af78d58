/** An error response of the service. The message is the detail of its problem (RFC 9457). */
export declare class DownloadTokenError extends Error {
  readonly name: 'DownloadTokenError';
  /** The HTTP status: 401 for an invalid session, 404 for a dataset that is hidden or missing, and so on. */
  readonly status: number;
  /** The seconds to wait, if the service named them (`Retry-After`). */
  readonly retryAfter?: number;
  constructor(status: number, detail: string, retryAfter?: number);
}

export interface DownloadTokensOptions {
  /** The base path of the service, or its URL on another origin; `/api` by default. */
  base?: string;
  /** The URL or path of the download of a dataset; by default that of the service itself. */
  path?: (datasetId: string) => string;
  /**
   * The credential: `Authorization` or `X-Api-Key`. A function is called for each request for tokens, and may take any time. By default
   * there is no credential, and the caller is anonymous.
   */
  headers?: Record<string, string> | (() => Record<string, string> | Promise<Record<string, string>>);
  /**
   * The longest `Retry-After` that the client waits for, in seconds; 30 by default. If a mint would have to wait longer, it
   * fails at once. If a download would have to wait longer, the caller gets the response.
   */
  patience?: number;
  /** Ends all current and future requests of this caller, for example at a sign-out. */
  signal?: AbortSignal;
  /** Sends the requests, instead of the global `fetch`. */
  fetch?: (url: string, init?: RequestInit) => Promise<Response>;
}

export interface DownloadToken {
  /** The URL of the download, with the token. */
  url: string;
  token: string;
  expires: Date;
}

/**
 * The download tokens of one caller. Create a new client after a sign-in or sign-out. There is one token for each dataset,
 * shared by all calls. The first call after about 70 % of its lifetime (65 to 75 %) renews it. Datasets that need a token in the
 * same task, or while the client waits, share a request, with at most 100 datasets. If one of them is refused, the others are not.
 *
 * If the service answers a mint with 429 or 503 and a time to wait, the client waits and repeats it once. Until then it sends no
 * other mint. A mint without a response fails after 15 seconds.
 */
export declare function downloadTokens(options?: DownloadTokensOptions): DownloadTokens;

export interface DownloadTokens {
  /**
   * Returns the URL of a download. At least a quarter of the token's lifetime remains, unless it cannot be renewed.
   *
   * @throws DownloadTokenError if the service refuses to mint a token
   */
  url(datasetId: string, options?: { signal?: AbortSignal }): Promise<string>;

  /**
   * Downloads like `fetch`: with ranges, conditions and a signal. After a 401 it repeats the request once, with a new token.
   * After a 429 or 503 with `Retry-After` it waits and repeats the request once. The caller gets any other response.
   *
   * @throws DownloadTokenError if the service refuses to mint a token
   */
  fetch(datasetId: string, init?: RequestInit): Promise<Response>;

  /**
   * Writes a whole file to a stream, at its pace, and closes the stream. Returns the number of bytes. After a cut connection it
   * requests the rest of the same version, with a new token if needed: up to seven times without a new byte, within two minutes. On
   * failure it aborts the stream.
   *
   * @throws DownloadTokenError if the service refuses to mint a token or to download; with status 412 if the file has changed
   * @throws the last network error, the stream's error, or the abort reason
   */
  save(
    datasetId: string,
    writable: WritableStream<Uint8Array>,
    options?: { signal?: AbortSignal },
  ): Promise<number>;

  /**
   * Calls the listener with a token, and again with each new token, which it requests before the old one expires. Ends only
   * when a signal aborts, when the service refuses to mint, or when the listener throws. The promise is then rejected with that
   * reason. After a temporary failure it tries again every five seconds. When the page wakes up (events `visibilitychange`,
   * `pageshow` and `online`), it checks at once whether the token must be renewed. It does not detect that a download rejects a
   * token early; `fetch` does.
   */
  watch(
    datasetId: string,
    listener: (token: DownloadToken) => void,
    options?: { signal?: AbortSignal },
  ): Promise<never>;
}
