import { keepOpen, type LiveState } from './keep-open';

export type { LiveState } from './keep-open';

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

/** Opens the stream of hints and keeps it open: the browser reconnects after a break, this after a refusal. Returns the end. */
export const openLiveStream = ({ url, onHint, onState }: LiveStreamInput): (() => void) =>
  keepOpen({
    url,
    onState,
    on: {
      message(event) {
        const hint = parseHint(event.data);
        if (hint) onHint(hint);
      },
    },
  });

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
