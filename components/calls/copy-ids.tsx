'use client';

import type { CallItem } from '../../lib/shared';
import { countOf } from '../../lib/shared';
import { CopyButton } from '../ui/data/code-block';

/** Copies the ids of selected calls, one a line. */
export const copyIds = (calls: readonly CallItem[]) => (
  <CopyButton text={calls.map(({ id }) => id).join('\n')} label={`Copy ${countOf(calls.length, 'call id')}`} />
);
