'use client';

import { useEffect, useState } from 'react';
import { callTailPath, type LiveState, openTail } from '../../../lib/client';
import type { CallFilterQuery } from '../../../lib/shared';
import { useProject } from '../../project/project-provider';
import { NO_TAIL, type TailState, withEvent } from './tail-state';

type TailInput = { filter: CallFilterQuery; environment: string | null };

/** Calls that pass the filter as they are stored, from now on; another filter begins anew. */
export function useTail({ filter, environment }: TailInput): TailState & { state: LiveState } {
  const { project } = useProject();
  const url = callTailPath(project.id, { filter, environment });
  const [tail, setTail] = useState({ url, tail: NO_TAIL });
  const [state, setState] = useState<LiveState>('connecting');
  if (tail.url !== url) setTail({ url, tail: NO_TAIL });
  useEffect(
    () =>
      openTail({
        url,
        onState: setState,
        onCalls: (event) =>
          setTail((before) => ({ url, tail: withEvent(before.url === url ? before.tail : NO_TAIL, event) })),
      }),
    [url],
  );
  return { ...tail.tail, state };
}
