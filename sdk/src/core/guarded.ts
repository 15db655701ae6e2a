/** Callbacks and bodies of the host may throw (getters, proxies): then there is no value. */
export function guarded<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}

/** A name from a callback of the host; undefined when it gives none. */
export function nameFrom(read: () => unknown): string | undefined {
  const name = guarded(read);
  return typeof name === 'string' && name ? name : undefined;
}
