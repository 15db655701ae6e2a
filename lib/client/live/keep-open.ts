export type LiveState = 'connecting' | 'live' | 'lost';

interface StreamInput {
  url: string;
  /** What is heard of each source, by the name of the event. */
  on: Readonly<Record<string, (event: MessageEvent<unknown>) => void>>;
  onState: (state: LiveState) => void;
}

const RETRY_MS = 3_000;

/** Opens a stream of events and keeps it open: the browser reconnects after a break, this after a refusal. Returns the end. */
export function keepOpen({ url, on, onState }: StreamInput): () => void {
  let source: EventSource;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const open = () => {
    source = new EventSource(url);
    source.addEventListener('open', () => onState('live'));
    for (const [name, hear] of Object.entries(on)) source.addEventListener(name, hear);
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
