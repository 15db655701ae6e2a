import { isDeepStrictEqual } from 'node:util';
import { erasures, type Sql } from '../../storage';
import { redactValue, type Redaction } from './redact';
import type { Work } from './work';

const ROWS = 200;
const BEFORE_ALL = '(0,0)';

function changesOf({ ctid, values }: erasures.WordyRow, redaction: Redaction): erasures.WordyRow | null {
  const changed = Object.entries(values).flatMap(([name, value]): [string, unknown][] => {
    const redacted = redactValue(value, redaction);
    return isDeepStrictEqual(redacted, value) ? [] : [[name, redacted]];
  });
  return changed.length > 0 ? { ctid, values: Object.fromEntries(changed) } : null;
}

interface Place {
  table: erasures.WordyTable;
  projectId: number;
  redaction: Redaction;
}

/** Some rows of a table; answers how many were changed, and the place to go on from, null at the end. */
async function eraseSome(tx: Sql, { table, projectId, redaction }: Place, after: string) {
  const query = { table, projectId, texts: redaction.texts, after, limit: ROWS };
  const rows = await erasures.lockWordyRows(tx, query);
  let changed = 0;
  for (const row of rows) {
    const change = changesOf(row, redaction);
    if (!change) continue;
    await erasures.updateWordyRow(tx, { table, projectId, row: change });
    changed += 1;
  }
  return { changed, next: rows.length === ROWS ? (rows.at(-1)?.ctid ?? null) : null };
}

/** Takes a name out of the texts and JSON of every table that may hold it: incidents, findings, alerts, rules, messages, mail. */
export async function eraseWords(work: Work, redaction: Redaction): Promise<void> {
  const { storage, claim } = work;
  const { projectId } = claim;
  for (const table of await erasures.listWordyTables(storage)) {
    let after: string | null = BEFORE_ALL;
    while (after !== null) {
      const from: string = after;
      after = null;
      await work.chunk(table.name, async (tx) => {
        const { changed, next } = await eraseSome(tx, { table, projectId, redaction }, from);
        after = next;
        return changed;
      });
    }
  }
  await work.chunk('delivery', (tx) => erasures.emptyDeliveries(tx, { projectId, texts: redaction.texts }));
}
