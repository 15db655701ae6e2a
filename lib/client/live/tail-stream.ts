import type { TailEvent } from '../../shared';
import type { LiveState } from './live-stream';

interface TailInput {
  url: string;
  /** Calls oldest first, and how many came since the tail began that are not shown. */
  onCalls: (event: Pick<TailEvent, 'calls' | 'skipped'>) => void;
  onState: (state: LiveState) => void;
}

const RETRY_MS = 3_000;

/** Opens the stream of calls as they are stored and keeps it open: the browser reconnects after a break, this after a refusal. Returns the end. */
export function openTail({ url, onCalls, onState }: TailInput): () => void {
  let source: EventSource;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let skipped = { before: 0, now: 0 }; // the server counts from the beginning of each stream
  const open = () => {
    source = new EventSource(url);
    source.addEventListener('open', () => {
      skipped = { before: skipped.before + skipped.now, now: 0 };
      onState('live');
    });
    source.addEventListener('calls', (event: MessageEvent<unknown>) => {
      const tail = parseTail(event.data);
      if (!tail) return;
      skipped.now = tail.skipped;
      onCalls({ calls: tail.calls, skipped: skipped.before + skipped.now });
    });
    source.addEventListener('error', () => {
      onState('lost');
      if (source.readyState === EventSource.CLOSED) timer = setTimeout(open, RETRY_MS);
    });
  };
  open();
  return () => {
    clearTimeout(timer);
    source.close();
  };
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
