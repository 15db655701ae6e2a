import { createPlaces, type Turn } from '../../shared';

/** Who reads: a project, or what an organization reads of none in particular. */
export interface Reader {
  organizationId: string;
  projectId: number | null;
}

/** The turns of all who read over one pool of connections. */
export interface ReadTurns {
  /** Waits for the reader's turn; gives what ends it. Null when too many wait already, or it did not come in time. */
  take(reader: Reader): Promise<(() => void) | null>;
  /** Reads that wait. */
  waiting(): number;
}

/** As long as a read may take: whoever comes next behind long ones still has his turn. */
const WAIT_MS = 20_000;
/** Of one project: some twenty pages at once. */
const MOST_WAITING = 100;

/** The other connections are for what takes no turns: sessions, names, changes. */
const placesOf = (connections: number): number => Math.max(1, connections - Math.ceil(connections / 4));

const laneOf = ({ organizationId, projectId }: Reader): string =>
  projectId === null ? `organization ${organizationId}` : `project ${projectId}`;

/** Projects share the connections as `createPlaces` tells, each organization being one holder. */
export function createReadTurns(connections: number, waitMs = WAIT_MS): ReadTurns {
  const places = createPlaces<() => void>(placesOf(connections));

  function fill(): void {
    for (let next = places.take(); next; next = places.take()) next.item();
  }

  function end(turn: Turn<() => void>): void {
    places.give(turn);
    fill();
  }

  return {
    async take(reader) {
      const lane = laneOf(reader);
      if (places.waiting(lane) >= MOST_WAITING) return null;
      return new Promise((resolve) => {
        const begin = (): void => {
          clearTimeout(late);
          resolve(() => end(turn));
        };
        const turn = { lane, holder: reader.organizationId, item: begin };
        const late = setTimeout(() => {
          places.leave(turn);
          resolve(null);
        }, waitMs);
        places.wait(turn);
        fill();
      });
    },
    waiting: () => places.waiting(),
  };
}
