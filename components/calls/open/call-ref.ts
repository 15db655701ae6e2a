import { createParser } from 'nuqs';
import type { CallItem } from '../../../lib/shared';

/** What names a call in a URL: its id and the millisecond in which it finished. */
export interface CallRef {
  id: string;
  atMs: number;
}

const REF = /^(\d{1,19})-(\d{1,14})$/;

/** "4295032833-1764160274123"; null for anything else. */
export function parseCallRef(text: string): CallRef | null {
  const [, id, at] = REF.exec(text) ?? [];
  return id === undefined ? null : { id, atMs: Number(at) };
}

export const callRefText = ({ id, atMs }: CallRef): string => `${id}-${atMs}`;

export const refOf = ({ id, finishedAt }: CallItem): CallRef => ({ id, atMs: Date.parse(finishedAt) });

export const CALL_REF = createParser({
  parse: parseCallRef,
  serialize: callRefText,
  eq: (a: CallRef, b: CallRef) => callRefText(a) === callRefText(b),
});
