import type { ServerResponse } from 'node:http';
import { checkDatabase, DatabaseNotReadyError, type Storage } from '../../storage';
import { sendNative } from '../native';

const ANSWER_WITHIN_MS = 2_000;

/** GET /healthz: the process is alive. */
export function sendHealth(res: ServerResponse): void {
  sendNative(res, { status: 200, body: { status: 'alive' } });
}

export interface Readiness {
  storage: Storage;
  /** Why the process cannot do its work although the database answers; null when it can. */
  trouble(): string | null;
  /** What the answer tells besides. */
  facts?(): object;
}

async function whyNotReady({ storage, trouble }: Readiness): Promise<string | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new DatabaseNotReadyError('the database does not answer')), ANSWER_WITHIN_MS);
  });
  try {
    await Promise.race([checkDatabase(storage), late]);
    return trouble();
  } catch (error) {
    if (error instanceof DatabaseNotReadyError) return error.message;
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

/** GET /readyz: the process can do its work. 503 with the reason when it cannot. */
export async function sendReadiness(res: ServerResponse, readiness: Readiness): Promise<void> {
  const reason = await whyNotReady(readiness);
  const body = { ...(reason === null ? { status: 'ready' } : { status: 'not ready', reason }), ...readiness.facts?.() };
  sendNative(res, { status: reason === null ? 200 : 503, body });
}
