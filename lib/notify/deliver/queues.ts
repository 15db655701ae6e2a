import type { ChannelKind } from '../../shared';
import type { DueQueue } from '../../storage';

export interface QueuesInput {
  /** Queues of a kind that are worked on at once; kinds never wait for each other. */
  limits: Record<ChannelKind, number>;
  /** Handles one message of the queue; false when there is none. */
  step(queue: DueQueue): Promise<boolean>;
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

/** One worker a channel: a dead or slow receiver holds up its own channel alone. */
export function createQueues({ limits, step, onError }: QueuesInput): Queues {
  const running = new Map<string, Promise<void>>();
  const again = new Set<string>();
  const active: Record<ChannelKind, number> = { email: 0, webhook: 0 };
  const waiting: Record<ChannelKind, Map<string, DueQueue>> = { email: new Map(), webhook: new Map() };
  let stopped = false;

  async function workOff(queue: DueQueue): Promise<void> {
    do {
      again.delete(queue.name);
      while (!stopped && (await step(queue)));
    } while (!stopped && again.has(queue.name));
  }

  function launch(queue: DueQueue): void {
    active[queue.kind] += 1;
    const work = workOff(queue)
      .catch((error: unknown) => onError(error, queue))
      .finally(() => {
        active[queue.kind] -= 1;
        running.delete(queue.name);
        const [next] = waiting[queue.kind].values();
        if (!next || stopped) return;
        waiting[queue.kind].delete(next.name);
        launch(next);
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
      else if (active[queue.kind] < limits[queue.kind]) launch(queue);
      else waiting[queue.kind].set(queue.name, queue);
    },
    stop() {
      stopped = true;
      return idle();
    },
    idle,
  };
}
