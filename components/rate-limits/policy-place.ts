import type { EditorPlace } from '../rules/editor/editor-frame';

/** Where policies are listed, and what allows to change them. */
export const OF_POLICIES: EditorPlace = {
  path: '/rate-limits',
  list: 'Rate limits',
  one: 'Policy',
  permission: 'rule:write',
};
