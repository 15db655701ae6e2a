import type { DueQueue } from '../../storage';

export interface Turn {
  lane: string;
  queue: DueQueue;
}

/** Places to send from, shared by lanes of queues. */
export interface Places {
  /** Lets the queue wait at the end of its lane; a queue waits once. */
  wait(turn: Turn): void;
  /** Takes a place for the queue whose turn it is; null when none may have one. */
  take(): Turn | null;
  /** Gives a place back. */
  give(lane: string): void;
}

/**
 * Lanes take turns, and a lane gets one more place only while it holds fewer than are free. So one lane alone holds half
 * of them, `n` lanes that never give one back an n + 1st each, and there is always a place for a lane that has none.
 */
export function createPlaces(limit: number): Places {
  const held = new Map<string, number>();
  const lanes = new Map<string, Map<string, DueQueue>>();
  let free = limit;

  function hold(lane: string, change: 1 | -1): void {
    free -= change;
    const count = (held.get(lane) ?? 0) + change;
    if (count > 0) held.set(lane, count);
    else held.delete(lane);
  }

  /** The lane goes to the end of the round. */
  function leave(lane: string, queues: Map<string, DueQueue>, queue: DueQueue): Turn {
    queues.delete(queue.name);
    lanes.delete(lane);
    if (queues.size > 0) lanes.set(lane, queues);
    hold(lane, 1);
    return { lane, queue };
  }

  return {
    wait({ lane, queue }) {
      const queues = lanes.get(lane) ?? new Map<string, DueQueue>();
      lanes.set(lane, queues.set(queue.name, queue));
    },
    take() {
      for (const [lane, queues] of lanes) {
        const [queue] = queues.values();
        if (queue && (held.get(lane) ?? 0) < free) return leave(lane, queues, queue);
      }
      return null;
    },
    give: (lane) => hold(lane, -1),
  };
}
