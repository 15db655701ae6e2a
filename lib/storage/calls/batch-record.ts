/** A rejected call of a batch, as answered and as stored beside the batch. */
export interface Rejection {
  index: number;
  code: string;
  message: string;
}

/** What is remembered of a batch for 48 hours. */
export interface BatchRecord {
  accepted: number;
  rejected: Rejection[];
}
