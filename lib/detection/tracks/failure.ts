/** One failed login, shared by the track of its caller and that of its account. */
export interface Failure {
  atMs: number;
  caller: string | null;
  account: string | null;
  endpointId: number;
  clientId: number;
}

/** Puts a failure at its place in time and drops the oldest above `limit`. Returns its index; -1 when it is too old. */
export function insertFailure(failures: Failure[], failure: Failure, limit: number): number {
  let index = failures.length;
  while (index > 0 && (failures[index - 1]?.atMs ?? 0) > failure.atMs) index--;
  if (index === failures.length) failures.push(failure);
  else failures.splice(index, 0, failure);
  if (failures.length > limit) {
    failures.shift();
    index--;
  }
  return index;
}

interface Span {
  /** First and last index, both inside. */
  first: number;
  last: number;
}

/** `count` failures less than `windowMs` apart, the one at `index` among them; null when there are none. */
export function windowAround(
  failures: readonly Failure[],
  index: number,
  { failures: count, windowMs }: { failures: number; windowMs: number },
): Span | null {
  const latestStart = Math.min(index, failures.length - count);
  for (let first = Math.max(0, index - count + 1); first <= latestStart; first++) {
    const last = first + count - 1;
    const from = failures[first];
    const to = failures[last];
    if (from && to && to.atMs - from.atMs < windowMs) return { first, last };
  }
  return null;
}

/** Index of the first failure that hangs together with the one at `index`, no gap being longer than `quietMs`. */
export function startOfRun(failures: readonly Failure[], index: number, quietMs: number): number {
  let first = index;
  for (; first > 0; first--) {
    const before = failures[first - 1];
    const here = failures[first];
    if (!before || !here || here.atMs - before.atMs > quietMs) break;
  }
  return first;
}
