import type { TailEvent } from '../../shared';
import { keepOpen, type LiveState } from './keep-open';

interface TailInput {
  url: string;
  /** Calls oldest first, and how many came since the tail began that are not shown. */
  onCalls: (event: Pick<TailEvent, 'calls' | 'skipped'>) => void;
  onState: (state: LiveState) => void;
}

/** Opens the stream of calls as they are stored and keeps it open: the browser reconnects after a break, this after a refusal. Returns the end. */
export function openTail({ url, onCalls, onState }: TailInput): () => void {
  let skipped = { before: 0, now: 0 }; // the server counts from the beginning of each stream
  return keepOpen({
    url,
    onState,
    on: {
      open: () => (skipped = { before: skipped.before + skipped.now, now: 0 }),
      calls(event) {
        const tail = parseTail(event.data);
        if (!tail) return;
        skipped.now = tail.skipped;
        onCalls({ calls: tail.calls, skipped: skipped.before + skipped.now });
      },
    },
  });
}

/** The calls in an event's data; null when it is something else. */
export function parseTail(data: unknown): TailEvent | null {
  if (typeof data !== 'string') return null;
  try {
    const value: unknown = JSON.parse(data);
    return isTail(value) ? value : null;
  } catch {
    return null;
  }
}

function isTail(value: unknown): value is TailEvent {
  if (typeof value !== 'object' || value === null) return false;
  return 'calls' in value && Array.isArray(value.calls) && 'skipped' in value && typeof value.skipped === 'number';
}
