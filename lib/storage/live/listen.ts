import pg from 'pg';
import { KEEP_ALIVE } from '../core/keep-alive';
import { NOTIFY_CHANNEL, TOPICS, type Announcement } from './announce';

export interface ListenOptions {
  /** A direct connection: poolers in transaction mode pass no notifications on. */
  url: string;
  applicationName: string;
  onMessage(message: Announcement): void;
  /** Told of each lost connection; listening goes on by itself after a second. */
  onError(error: Error): void;
  /** Told whenever listening begins (again): whatever happened before may have been missed. */
  onReady?(): void;
}

const RECONNECT_AFTER_MS = 1_000;

function parse(payload: string | undefined): Announcement | null {
  const value: unknown = JSON.parse(payload ?? 'null');
  if (typeof value !== 'object' || value === null || !('topic' in value) || !('projectIds' in value)) return null;
  const topic = TOPICS.find((known) => known === value.topic);
  if (!topic || !Array.isArray(value.projectIds)) return null;
  return { topic, projectIds: value.projectIds.filter((id): id is number => Number.isInteger(id)) };
}

/** Hears `announce` of every process until closed; reconnects by itself. */
export function listen(options: ListenOptions): { close(): Promise<void> } {
  let closed = false;
  let client: pg.Client | undefined;
  let timer: NodeJS.Timeout | undefined;

  const again = (error: Error): void => {
    if (closed || timer) return;
    options.onError(error);
    timer = setTimeout(() => {
      timer = undefined;
      void open();
    }, RECONNECT_AFTER_MS);
  };

  async function open(): Promise<void> {
    const next = new pg.Client({
      connectionString: options.url,
      application_name: options.applicationName,
      ...KEEP_ALIVE,
    });
    client = next;
    next.on('error', again);
    next.on('end', () => again(new Error('the listening connection ended')));
    next.on('notification', ({ payload }) => {
      const message = parse(payload);
      if (message) options.onMessage(message);
    });
    try {
      await next.connect();
      await next.query(`listen ${NOTIFY_CHANNEL}`);
      options.onReady?.();
    } catch (error) {
      await next.end().catch(() => undefined);
      again(error instanceof Error ? error : new Error(String(error)));
    }
  }

  void open();
  return {
    close: async () => {
      closed = true;
      clearTimeout(timer);
      await client?.end();
    },
  };
}
