import { createPlaces, type ChannelKind, type Turn } from '../../shared';
import type { DueQueue } from '../../storage';

/** What a queue did with its turn: nothing was to do, a message was handled, or handling it kept the place for long. */
export type Handled = 'nothing' | 'soon' | 'late';

export interface QueuesInput {
  /** Queues of a kind that are worked on at once; kinds never wait for each other. */
  limits: Record<ChannelKind, number>;
  /** Handles one message of the queue. */
  step(queue: DueQueue): Promise<Handled>;
  onError(error: unknown, queue: DueQueue): void;
}

export interface Queues {
  /** Works the queue off, beside all others; at once when a place is free. */
  start(queue: DueQueue): void;
  /** Begins nothing new; resolves when what runs has ended. */
  stop(): Promise<void>;
  /** Resolves when nothing runs or waits. */
  idle(): Promise<void>;
}

/**
 * A turn is one message of one queue; then the place goes round. Organizations share the places as `createPlaces` tells,
 * and within one the queues that were late the last time share apart from the others: a receiver that is dead or slow
 * holds up its own channel alone.
 */
export function createQueues({ limits, step, onError }: QueuesInput): Queues {
  const running = new Map<string, Promise<void>>();
  const again = new Set<string>();
  const late = new Set<string>();
  const nameOf = ({ name }: DueQueue): string => name;
  const places = { email: createPlaces(limits.email, nameOf), webhook: createPlaces(limits.webhook, nameOf) };
  let stopped = false;

  function line(queue: DueQueue): void {
    const { name, kind, owner } = queue;
    places[kind].wait({ lane: late.has(name) ? `${owner} late` : owner, holder: owner, item: queue });
    fill(kind);
  }

  function fill(kind: ChannelKind): void {
    for (let turn = stopped ? null : places[kind].take(); turn; turn = places[kind].take()) launch(turn);
  }

  /** Whether the queue may have more to do. */
  async function handle(queue: DueQueue): Promise<boolean> {
    again.delete(queue.name);
    const handled = await step(queue);
    if (handled === 'late') late.add(queue.name);
    else if (handled === 'soon') late.delete(queue.name);
    return handled !== 'nothing' || again.has(queue.name);
  }

  function launch(turn: Turn<DueQueue>): void {
    const queue = turn.item;
    const work = handle(queue)
      .catch((error: unknown) => {
        onError(error, queue);
        return false;
      })
      .then((more) => {
        running.delete(queue.name);
        places[queue.kind].give(turn);
        if (more) line(queue);
        else fill(queue.kind);
      });
    running.set(queue.name, work);
  }

  async function idle(): Promise<void> {
    while (running.size > 0) await Promise.all(running.values());
  }

  return {
    start(queue) {
      if (stopped) return;
      if (running.has(queue.name)) again.add(queue.name);
      else line(queue);
    },
    stop() {
      stopped = true;
      return idle();
    },
    idle,
  };
}
