/** One call on its way into the table `call`, with dictionary ids resolved. */
export interface CallRow {
  projectId: number;
  environmentId: number;
  /** Microseconds since the epoch; fits a double until 2255. */
  finishedAtUs: number;
  endpointId: number;
  consumerId: number;
  userAgentId: number;
  /** -1 = unknown. */
  durationUs: number;
  requestBytes: number;
  responseBytes: number;
  status: number;
  flags: number;
  traits: number;
  /** Canonical text of the address. */
  caller: string | null;
  /** Null when equal to the route. */
  path: string | null;
  traceId: Buffer | null;
  accountHash: Buffer | null;
  /** JSON text. */
  attrs: string | null;
  /** Retry-After that the API answered with; -1 = none. Feeds signals, not a column of `call`. */
  retryAfterSeconds: number;
}
