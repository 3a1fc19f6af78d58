/** What the service has refused. The message is the detail of its problem (RFC 9457). */
export declare class DownloadTokenError extends Error {
  readonly name: 'DownloadTokenError';
  /** The HTTP status: 401 for a session that does not hold, 404 for a dataset that is hidden or missing, and so on. */
  readonly status: number;
  /** In seconds, where the service has told to wait. */
  readonly retryAfter?: number;
  constructor(status: number, detail: string, retryAfter?: number);
}

export interface DownloadTokensOptions {
  /** The base path of the service, or its URL on another origin; `/api` by default. */
  base?: string;
  /** Where the download of a dataset is; that of the service itself by default. */
  path?: (datasetId: string) => string;
  /**
   * The credential: `Authorization` or `X-Api-Key`; a function is asked at each mint, and waited for without a limit. None by
   * default: anonymous.
   */
  headers?: Record<string, string> | (() => Record<string, string> | Promise<Record<string, string>>);
  /**
   * The longest `Retry-After` that is waited for, in seconds; 30 by default. A mint that has to wait longer is an error at
   * once; a download, an answer like others.
   */
  patience?: number;
  /** Ends everything of this caller, such as at a sign-out: what is under way, and what would begin. */
  signal?: AbortSignal;
  /** What asks, instead of the global `fetch`. */
  fetch?: (url: string, init?: RequestInit) => Promise<Response>;
}

export interface DownloadToken {
  /** The URL of the download, with the token. */
  url: string;
  token: string;
  expires: Date;
}

/**
 * The download tokens of one caller; who signs in or out becomes another one. There is one token for each dataset, however
 * many ask at once; it is renewed, when somebody asks, once two thirds to three quarters of its life are over.
 *
 * A mint is asked for once more where the service tells to wait (429 or 503 with `Retry-After`); until then nobody else asks
 * either. One that is not answered within 15 seconds is given up.
 */
export declare function downloadTokens(options?: DownloadTokensOptions): DownloadTokens;

export interface DownloadTokens {
  /**
   * The URL of a download, with a token that has at least a quarter of its life before it, unless it cannot be renewed.
   *
   * @throws DownloadTokenError if the service refuses a token
   */
  url(datasetId: string, options?: { signal?: AbortSignal }): Promise<string>;

  /**
   * Like `fetch`, of a download: with ranges, conditions and a signal. An answer 401 is asked for once more, with a new
   * token; so is 429 or 503, after its `Retry-After`. Any other answer is the caller's.
   *
   * @throws DownloadTokenError if the service refuses a token
   */
  fetch(datasetId: string, init?: RequestInit): Promise<Response>;

  /**
   * Tells a listener of a token, and of each that takes its place in time, whether somebody asks or not. Ends only by a
   * signal, a refusal, or what the listener throws, always with that as its reason; what fails in passing is tried again every
   * five seconds. Of a token that the service refuses early it does not hear: that is for `fetch`.
   */
  watch(
    datasetId: string,
    listener: (token: DownloadToken) => void,
    options?: { signal?: AbortSignal },
  ): Promise<never>;
}
