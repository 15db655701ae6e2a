/** `crowded`: the server keeps no more streams open for one person. */
export type LiveState = 'connecting' | 'live' | 'lost' | 'crowded';

interface StreamInput {
  url: string;
  /** What is heard of each source, by the name of the event. */
  on: Readonly<Record<string, (event: MessageEvent<unknown>) => void>>;
  onState: (state: LiveState) => void;
}

const RETRY_MS = 3_000;
const TOO_MANY = 429;

/** A stream that was refused does not tell why; the same request does, and is given up once its status is there. */
async function whyRefused(url: string): Promise<LiveState> {
  const asked = new AbortController();
  const status = await fetch(url, { signal: asked.signal }).then(
    (response) => response.status,
    () => null, // the server is away
  );
  asked.abort();
  return status === TOO_MANY ? 'crowded' : 'lost';
}

/** Opens a stream of events and keeps it open: the browser reconnects after a break, this after a refusal. Returns the end. */
export function keepOpen({ url, on, onState }: StreamInput): () => void {
  let source: EventSource;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let away = false;
  const open = () => {
    const opened = new EventSource(url);
    source = opened;
    opened.addEventListener('open', () => onState('live'));
    for (const [name, hear] of Object.entries(on)) opened.addEventListener(name, hear);
    opened.addEventListener('error', () => {
      if (opened.readyState !== EventSource.CLOSED) return onState('lost');
      void whyRefused(url).then((state) => {
        if (away || source !== opened) return; // the page went away; being back it has another stream
        onState(state);
        timer = setTimeout(open, RETRY_MS);
      });
    });
  };
  const leave = () => {
    away = true;
    clearTimeout(timer);
    source.close();
  };
  const comeBack = ({ persisted }: PageTransitionEvent) => {
    if (!persisted) return;
    away = false;
    onState('lost'); // something may have been missed
    open();
  };
  // a page that the browser keeps for going back would hold its stream: after four of them none is live
  window.addEventListener('pagehide', leave);
  window.addEventListener('pageshow', comeBack);
  open();
  return () => {
    window.removeEventListener('pagehide', leave);
    window.removeEventListener('pageshow', comeBack);
    leave();
  };
}
