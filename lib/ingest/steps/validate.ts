import type { Checked } from '../decode/checked';
import { readSpans } from '../decode/otlp/read-spans';
import { readColumns } from '../decode/read-columns';
import { readRows } from '../decode/read-rows';
import { NOTHING_IGNORED } from '../pipeline/ignored';
import { validated, type Decoded, type Validated } from '../pipeline/batch';

function check({ calls, key }: Decoded): Checked {
  switch (calls.kind) {
    case 'rows':
      return readRows(calls.rows, key);
    case 'columns':
      return readColumns(calls.columns, key);
    case 'spans':
      return readSpans(calls.spans, key);
  }
}

/** Looks at each call by itself: good ones become drafts, the others are rejected with their place and a code. */
export function validate(batch: Decoded): Validated {
  const { drafts, rejected, names } = check(batch);
  return validated(batch, { drafts, names, rejected, ignoredCalls: NOTHING_IGNORED });
}
