/** The few fields of a call that detectors need, as stored in the table `signal`. */
export interface SignalRow {
  projectId: number;
  /** That of the call: `flush_no << 16 | ordinal`. */
  id: bigint;
  flushNo: bigint;
  /** Microseconds since the epoch: the moment the call finished. */
  atUs: number;
  /** One of SIGNAL. */
  kind: number;
  environmentId: number;
  endpointId: number;
  consumerId: number;
  userAgentId: number;
  status: number;
  traits: number;
  /** Canonical text of the address. */
  caller: string | null;
  accountHash: Buffer | null;
  /** A login attempt: the call's flags. A 429: seconds of Retry-After. Otherwise null. */
  value: number | null;
}
