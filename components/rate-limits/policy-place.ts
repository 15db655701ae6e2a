import type { EditorPlace } from '../rules/editor/editor-place';

/** Where policies are listed, and what allows to change them. */
export const OF_POLICIES: EditorPlace = {
  path: '/rate-limits',
  list: 'Rate limits',
  one: 'Policy',
  many: 'policies',
  permission: 'rule:write',
};
