import { randomUUID } from 'node:crypto';
import type { EnvironmentItem } from '../shared';
import {
  hashAccessKey,
  hintOf,
  insertApiToken,
  insertIngestKey,
  makeApiToken,
  makeIngestKey,
  type KeyRecord,
  type Tx,
} from '../storage';

export interface MakeIngestKey {
  projectId: number;
  environment: EnvironmentItem;
  name: string;
  createdBy: string | null;
  at: Date;
}

/** Makes an ingest key. What is returned as `key` is nowhere else: only its hash is stored. */
export async function makeAndStoreIngestKey(tx: Tx, input: MakeIngestKey): Promise<{ key: string; record: KeyRecord }> {
  const key = makeIngestKey(input.environment.slug);
  const record = await insertIngestKey(tx, {
    id: randomUUID(),
    projectId: input.projectId,
    environmentId: input.environment.id,
    name: input.name,
    hint: hintOf(key),
    hash: hashAccessKey(key),
    createdBy: input.createdBy,
    createdAt: input.at,
  });
  return { key, record };
}

export interface MakeApiToken {
  organizationId: string;
  name: string;
  scopes: readonly ('read' | 'write')[];
  createdBy: string | null;
  /** Null: it does not expire. */
  expiresAt?: Date | null;
  at: Date;
}

/** Makes an API token. What is returned as `token` is nowhere else: only its hash is stored. */
export async function makeAndStoreApiToken(tx: Tx, input: MakeApiToken): Promise<{ id: string; token: string }> {
  const token = makeApiToken();
  const id = randomUUID();
  await insertApiToken(tx, {
    id,
    organizationId: input.organizationId,
    name: input.name,
    hint: hintOf(token),
    hash: hashAccessKey(token),
    scopes: [...input.scopes],
    expiresAt: input.expiresAt ?? null,
    createdBy: input.createdBy,
    createdAt: input.at,
  });
  return { id, token };
}
