import { readColumns } from '../decode/read-columns';
import { readRows } from '../decode/read-rows';
import type { Decoded, Validated } from '../pipeline/batch';

/** Looks at each call by itself: good ones become drafts, the others are rejected with their place and a code. */
export function validate(batch: Decoded): Validated {
  const { calls, key } = batch;
  const checked = calls.kind === 'rows' ? readRows(calls.rows, key) : readColumns(calls.columns, key);
  return { ...batch, ...checked };
}
