import type { Permission } from '../../../lib/shared';

/** What is edited, and the list that it is in. */
export interface EditorPlace {
  path: string;
  /** Title of the list. */
  list: string;
  one: string;
  many: string;
  permission: Permission;
}

export const OF_RULES: EditorPlace = {
  path: '/rules',
  list: 'Rules',
  one: 'Rule',
  many: 'rules',
  permission: 'rule:write',
};
