/** A reason not to start that its reader can act on: printed as one line, exit code 1. */
export class Refusal extends Error {
  /** @param {string} message */
  constructor(message) {
    super(message);
    this.name = 'Refusal';
  }
}

const DISK_FULL = /ENOSPC|no space left on device|53100/i;

/**
 * The one line for a failure that has a plain cause, or undefined for an unexpected one.
 * @param {unknown} error
 * @returns {string | undefined}
 */
export function plainCause(error) {
  if (!(error instanceof Error)) return undefined;
  const code = 'code' in error ? String(error.code) : '';
  if (DISK_FULL.test(`${code} ${error.message}`)) return 'the disk is full: free some space and start again';
  return error instanceof Refusal ? error.message : undefined;
}
