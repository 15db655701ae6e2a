export function throwing(): never {
  throw new Error('a callback of the host that throws');
}

/** A body that nobody can look into. */
export const unreadable = (): object =>
  new Proxy({}, { ownKeys: throwing, get: throwing, getOwnPropertyDescriptor: throwing, has: throwing });
