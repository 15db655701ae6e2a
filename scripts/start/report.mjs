import { plainCause } from './refusal.mjs';

/**
 * Says why the start failed: one line where the cause is plain, else what the failing program printed and the error.
 * @param {unknown} error
 */
export function report(error) {
  const plain = plainCause(error);
  if (!plain && error instanceof Error && 'output' in error) console.error(String(error.output).trimEnd());
  const message = error instanceof Error ? error.message : String(error);
  console.error(`callwatch: ${plain ?? message}`);
}
