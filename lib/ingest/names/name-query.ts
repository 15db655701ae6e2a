import type { DictionaryKey, DictionaryName } from '../../storage';
import type { NamedEntry } from './shelf';

/** By key or by slot; null for names that have none. */
export type NamedEntries = readonly (NamedEntry | null)[];

/** A name that a batch brings. */
export interface WantedName {
  key: DictionaryKey;
  /** It may get an id if it has none yet; the others only ask. */
  mayMake: boolean;
  /** Its route was made of a path: a parameter that is known folds it. */
  fromPath: boolean;
  /** Calls of the batch that the API served; told of paths. */
  answeredCalls: number;
  /** Asked for as a login; told of paths. */
  isLogin?: boolean;
}

export interface NameQuery {
  dictionary: DictionaryName;
  projectId: number;
  names: readonly WantedName[];
  /** When the first and the last call of the batch finished. */
  firstCallAt: Date;
  lastCallAt: Date;
}
