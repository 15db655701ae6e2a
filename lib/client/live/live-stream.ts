export type LiveState = 'connecting' | 'live' | 'lost';

/** A hint of the server: something of this topic changed. */
export interface LiveHint {
  topic: string;
  at: string;
}

interface LiveStreamInput {
  url: string;
  onHint: (hint: LiveHint) => void;
  onState: (state: LiveState) => void;
}

const RETRY_MS = 3000;

/** Opens the stream of hints and keeps it open: the browser reconnects after a break, this after a refusal. Returns the end. */
export function openLiveStream({ url, onHint, onState }: LiveStreamInput): () => void {
  let source: EventSource;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const open = () => {
    source = new EventSource(url);
    source.addEventListener('open', () => onState('live'));
    source.addEventListener('message', (event: MessageEvent<unknown>) => {
      const hint = parseHint(event.data);
      if (hint) onHint(hint);
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

/** The hint in an event's data; null when it is something else. */
export function parseHint(data: unknown): LiveHint | null {
  if (typeof data !== 'string') return null;
  try {
    const value: unknown = JSON.parse(data);
    return isHint(value) ? value : null;
  } catch {
    return null;
  }
}

function isHint(value: unknown): value is LiveHint {
  if (typeof value !== 'object' || value === null) return false;
  return 'topic' in value && typeof value.topic === 'string' && 'at' in value && typeof value.at === 'string';
}
