import { isDeepStrictEqual } from 'node:util';
import { erasures, type Sql } from '../../storage';
import { PLACES, type Place } from './places';
import type { Redaction } from './redact';
import { redactPlace } from './redact-place';
import type { Work } from './work';

const ROWS = 200;
const BEFORE_ALL = '(0,0)';

interface Wordy {
  table: erasures.WordyTable;
  places: Readonly<Record<string, Place>>;
}

const WORDY: readonly Wordy[] = Object.entries(PLACES).map(([name, places]) => ({
  table: {
    name,
    columns: Object.keys(places).map((column) => ({ name: column, json: typeof places[column] === 'object' })),
  },
  places,
}));

interface Search extends Wordy {
  projectId: number;
  redaction: Redaction;
}

function changesOf({ ctid, values }: erasures.WordyRow, { places, redaction }: Search): erasures.WordyRow | null {
  const changed = Object.entries(places).flatMap(([name, place]): [string, unknown][] => {
    const redacted = redactPlace(values[name], place, redaction);
    return isDeepStrictEqual(redacted, values[name]) ? [] : [[name, redacted]];
  });
  return changed.length > 0 ? { ctid, values: Object.fromEntries(changed) } : null;
}

/** Some rows of a table; answers how many were changed, and the place to go on from, null at the end. */
async function eraseSome(tx: Sql, search: Search, after: string) {
  const { table, projectId, redaction } = search;
  const query = { table, projectId, texts: redaction.texts, after, limit: ROWS };
  const rows = await erasures.lockWordyRows(tx, query);
  let changed = 0;
  for (const row of rows) {
    const change = changesOf(row, search);
    if (!change) continue;
    await erasures.updateWordyRow(tx, { table, projectId, row: change });
    changed += 1;
  }
  return { changed, next: rows.length === ROWS ? (rows.at(-1)?.ctid ?? null) : null };
}

/** Takes a name out of every place in which it may stand: incidents, findings, alerts, rules, messages, mail, views. */
export async function eraseWords(work: Work, redaction: Redaction): Promise<void> {
  const { projectId } = work.claim;
  for (const wordy of WORDY) {
    let after: string | null = BEFORE_ALL;
    while (after !== null) {
      const from: string = after;
      after = null;
      await work.chunk(wordy.table.name, async (tx) => {
        const { changed, next } = await eraseSome(tx, { ...wordy, projectId, redaction }, from);
        after = next;
        return changed;
      });
    }
  }
  await eraseDeliveries(work, redaction);
}

/** What another server answered is no text of ours: where the name stands in it all of it goes. */
async function eraseDeliveries(work: Work, { texts, standsIn }: Redaction): Promise<void> {
  const { projectId } = work.claim;
  let after: string | null = '0';
  while (after !== null) {
    const from: string = after;
    after = null;
    await work.chunk('delivery', async (tx) => {
      const rows = await erasures.findDeliveriesWith(tx, { projectId, texts, after: from, limit: ROWS });
      after = rows.length === ROWS ? (rows.at(-1)?.id ?? null) : null;
      const found = rows.filter(({ response, error }) => standsIn(response ?? '') || standsIn(error ?? ''));
      return erasures.emptyDeliveries(tx, { projectId, ids: found.map(({ id }) => id) });
    });
  }
}
