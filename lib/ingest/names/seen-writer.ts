import { touchNames } from '../../storage';
import type { NamesSeen, Storage } from '../../storage';

interface Note {
  dictionary: NamesSeen['dictionary'];
  projectId: number;
  id: number;
  atUs: number;
}

const EVERY_MS = 2_000;

/** Gathers last-seen times and writes them every 2 s, apart from the flushes. */
export function createSeenWriter(storage: Storage, onError: (error: unknown) => void) {
  const notes = new Map<string, Map<number, Note>>();
  let writing: Promise<void> = Promise.resolve();

  async function write(): Promise<void> {
    const groups = [...notes.values()];
    notes.clear();
    for (const group of groups) {
      const rows = [...group.values()].sort((a, b) => a.id - b.id);
      const first = rows[0];
      if (!first) continue;
      const ids = rows.map(({ id }) => id);
      const lastSeenAt = rows.map(({ atUs }) => new Date(atUs / 1_000));
      await touchNames(storage, { dictionary: first.dictionary, projectId: first.projectId, ids, lastSeenAt });
    }
  }

  const writeSoon = (): Promise<void> => (writing = writing.then(write).catch(onError));
  const timer = setInterval(() => notes.size > 0 && void writeSoon(), EVERY_MS);
  timer.unref();

  return {
    note(note: Note): void {
      const name = `${note.projectId}/${note.dictionary}`;
      const group = notes.get(name) ?? new Map<number, Note>();
      notes.set(name, group);
      const known = group.get(note.id);
      if (!known || known.atUs < note.atUs) group.set(note.id, note);
    },
    async close(): Promise<void> {
      clearInterval(timer);
      await writeSoon();
    },
  };
}
