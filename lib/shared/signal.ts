/** The few fields of a call that detectors need, as stored and as folded. */
export interface Signal {
  /** Epoch milliseconds of the finish, with a fraction. */
  atMs: number;
  /** One of SIGNAL. */
  kind: number;
  environmentId: number;
  endpointId: number;
  /** 0 = none. */
  consumerId: number;
  userAgentId: number;
  status: number;
  /** Bits of TRAIT. */
  traits: number;
  /** Canonical text of the address. */
  caller: string | null;
  /** Hexadecimal accountHash. */
  account: string | null;
  /** A login attempt: the flags of the call. */
  value: number | null;
}
