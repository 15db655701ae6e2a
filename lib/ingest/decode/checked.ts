import type { Rejection } from '../../storage';
import type { Draft, Names } from '../pipeline/batch';

/** The calls of a batch after each was looked at by itself. */
export interface Checked {
  drafts: Draft[];
  rejected: Rejection[];
  names: Names;
}
