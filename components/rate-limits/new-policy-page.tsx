'use client';

import { parseAsInteger, useQueryState } from 'nuqs';
import { useKnownEndpoints } from '../rules/use-endpoint-names';
import { PolicyEditor } from './editor/policy-editor';

/** A new policy; the URL may name the endpoint that it is about. */
export function NewPolicyPage() {
  const [wanted] = useQueryState('endpoint', parseAsInteger);
  const known = useKnownEndpoints().find(({ id }) => id === wanted);
  const endpoint = known ? { id: known.id, method: known.method, route: known.route } : null;
  return <PolicyEditor key={endpoint?.id ?? 'all'} policy={null} endpoint={endpoint} />;
}
