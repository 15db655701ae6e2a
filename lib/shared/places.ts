/** One that waits for a place or has it. */
export interface Turn<Item> {
  /** Takes turns with the other lanes. */
  lane: string;
  /** Whose lane it is; one may have several. */
  holder: string;
  item: Item;
}

/** Places to work in, shared by lanes of what waits for them. */
export interface Places<Item> {
  /** Lets it wait at the end of its lane; an item waits once. */
  wait(turn: Turn<Item>): void;
  /** It waits no more. */
  leave(turn: Turn<Item>): void;
  /** Takes a place for whose turn it is; null when none may have one. */
  take(): Turn<Item> | null;
  /** Gives a place back. */
  give(turn: Turn<Item>): void;
  /** How many wait, in one lane or in all. */
  waiting(lane?: string): number;
}

function addTo(counts: Map<string, number>, name: string, change: 1 | -1): void {
  const count = (counts.get(name) ?? 0) + change;
  if (count > 0) counts.set(name, count);
  else counts.delete(name);
}

/**
 * Lanes take turns, and a lane gets one more place only while it holds fewer than are free. So one lane alone holds half
 * of them, `n` lanes that never give one back an n + 1st each. The last free place is for a holder that has none, however
 * many lanes another has. `nameOf` tells an item from others; itself unless told.
 */
export function createPlaces<Item>(limit: number, nameOf: (item: Item) => unknown = (item) => item): Places<Item> {
  const lanes = new Map<string, Map<unknown, Turn<Item>>>();
  const heldByLane = new Map<string, number>();
  const heldByHolder = new Map<string, number>();
  let free = limit;

  function hold({ lane, holder }: Turn<Item>, change: 1 | -1): void {
    free -= change;
    addTo(heldByLane, lane, change);
    addTo(heldByHolder, holder, change);
  }

  const mayHold = ({ lane, holder }: Turn<Item>): boolean =>
    (heldByLane.get(lane) ?? 0) < free && (free > 1 || !heldByHolder.has(holder));

  function leave({ lane, item }: Turn<Item>): void {
    const line = lanes.get(lane);
    line?.delete(nameOf(item));
    if (line?.size === 0) lanes.delete(lane);
  }

  /** The lane goes to the end of the round. */
  function begin(turn: Turn<Item>, line: Map<unknown, Turn<Item>>): Turn<Item> {
    leave(turn);
    if (lanes.delete(turn.lane)) lanes.set(turn.lane, line);
    hold(turn, 1);
    return turn;
  }

  return {
    wait(turn) {
      const line = lanes.get(turn.lane) ?? new Map<unknown, Turn<Item>>();
      lanes.set(turn.lane, line.set(nameOf(turn.item), turn));
    },
    leave,
    take() {
      for (const line of lanes.values()) {
        const [turn] = line.values();
        if (turn && mayHold(turn)) return begin(turn, line);
      }
      return null;
    },
    give: (turn) => hold(turn, -1),
    waiting: (lane) =>
      lane === undefined ? [...lanes.values()].reduce((sum, line) => sum + line.size, 0) : (lanes.get(lane)?.size ?? 0),
  };
}
