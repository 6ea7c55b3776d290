/** A request over HTTP. */
export type HttpRequest = {
  readonly url: URL;
  /** JSON to send with POST; a request without it is a GET. */
  readonly body?: string;
  /** Time limit of the request in seconds. */
  readonly timeLimit: number;
  /** Ends the request when it fires. */
  readonly signal?: AbortSignal;
};

/** The answer to a request, whatever its status. */
export type HttpAnswer = {
  readonly status: number;
  /** Its content type, '' if it has none. */
  readonly type: string;
  readonly text: string;
};

/**
 * Sends a request, and resolves with the answer.
 *
 * Rejects if there is no complete answer: no connection, a connection that broke, a time limit.
 */
export type Transport = (request: HttpRequest) => Promise<HttpAnswer>;
