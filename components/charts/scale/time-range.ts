/** Half-open range in epoch milliseconds. */
export interface TimeRange {
  from: number;
  to: number;
}
