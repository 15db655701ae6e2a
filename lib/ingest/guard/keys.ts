import { findIngestKey, hashAccessKey, openSecret, parseAccessKey, touchIngestKey } from '../../storage';
import type { IngestKeyRecord, Storage } from '../../storage';

/** A key that may send calls, with its project. */
export interface IngestKey extends Omit<IngestKeyRecord, 'accountKey'> {
  /** Opened. */
  accountKey: Buffer;
  archives: ReadonlySet<number>;
}

export interface IngestKeys {
  /** Null for a key that does not exist or was revoked. At once when it was read before. */
  find(text: string): IngestKey | null | Promise<IngestKey | null>;
  /** After keys or projects changed. */
  forget(): void;
}

const KEPT_MS = 5_000; // a revoked key is refused after this time even when the hint is lost
const ENTRIES = 10_000;
const TOUCH_MS = 60_000;

interface Options {
  storage: Storage;
  secret: string;
  nowMs(): number;
  /** Told when a key shows that settings of its project changed since they were last seen, whether or not that was announced. */
  onChanged(projectId: number): void;
}

interface Entry {
  key: IngestKey | null | Promise<IngestKey | null>;
  untilMs: number;
}

function opened({ accountKey, ...record }: IngestKeyRecord, secret: string): IngestKey {
  const archives = [...record.environments.values()].filter(({ archive }) => archive).map(({ id }) => id);
  return { ...record, accountKey: openSecret(secret, accountKey), archives: new Set(archives) };
}

/** Tells of each project whose settings are newer than those seen last. */
function createSettingsWatch(onChanged: Options['onChanged']): (key: IngestKeyRecord) => void {
  const versions = new Map<number, number>();
  return ({ projectId, settingsVersion }) => {
    if ((versions.get(projectId) ?? -1) >= settingsVersion) return;
    if (versions.size >= ENTRIES) versions.clear();
    versions.set(projectId, settingsVersion);
    onChanged(projectId);
  };
}

/** Looks keys up, remembering each answer for 5 s. Mistyped keys cost no read of the database. */
export function createIngestKeys({ storage, secret, nowMs, onChanged }: Options): IngestKeys {
  const watch = createSettingsWatch(onChanged);
  const entries = new Map<string, Entry>();
  const touchedAtMs = new Map<string, number>();

  async function load(text: string): Promise<IngestKey | null> {
    const record = await findIngestKey(storage, hashAccessKey(text));
    if (!record) return null;
    watch(record);
    const atMs = nowMs();
    if (atMs - (touchedAtMs.get(record.keyId) ?? 0) >= TOUCH_MS) {
      touchedAtMs.set(record.keyId, atMs);
      await touchIngestKey(storage, { id: record.keyId, at: new Date(atMs) });
    }
    return opened(record, secret);
  }

  return {
    forget: () => entries.clear(),
    find(text) {
      const known = entries.get(text);
      if (known && known.untilMs > nowMs()) return known.key;
      if (parseAccessKey(text)?.kind !== 'ingest') return null;
      const key = load(text);
      const entry: Entry = { key, untilMs: nowMs() + KEPT_MS };
      if (entries.size >= ENTRIES) entries.clear();
      entries.set(text, entry);
      key.then(
        (found) => (entry.key = found),
        () => entries.delete(text), // a failed read is no answer
      );
      return key;
    },
  };
}
