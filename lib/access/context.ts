import type { Role } from '../shared';
import type { ProjectRecord, Storage } from '../storage';

/** Who acts. A token acts in its own name, the system in nobody's. */
export interface Actor {
  kind: 'user' | 'token' | 'system';
  id: string;
  name: string;
}

export const SCOPES = ['read', 'write'] as const;
export type Scope = (typeof SCOPES)[number];

export type ContextProject = ProjectRecord;

/** Everything that a read or a change may lean on; the only way from app to storage. */
export interface Context {
  actor: Actor;
  organization: { id: string; name: string; slug: string };
  /** Of a user in the organization; null for tokens. */
  role: Role | null;
  /** When the user last gave password or code in this session; null for tokens. */
  verifiedAt: Date | null;
  /** Of a token; empty for users. */
  scopes: ReadonlySet<Scope>;
  /** May see the instance's mailbox. */
  instanceAdmin: boolean;
  /** The project that the request names; always of the organization. */
  project: ContextProject | null;
  storage: Storage;
  /** Encrypts a secret before it is stored; `openSecret` of lib/storage opens it. */
  seal(bytes: Uint8Array): Uint8Array<ArrayBuffer>;
  now(): Date;
  requestId: string;
}
