'use client';

import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { ratePreviewQuery } from '../../../lib/client';
import type { NewRatePolicy } from '../../../lib/shared';
import { useProject } from '../../project/project-provider';
import { useSettled } from '../../rules/editor/use-settled';
import { type PolicyDraft, policyPartsOf } from './policy-draft';

const TYPING_MS = 300;
/** Is never asked for. */
const NOTHING: NewRatePolicy = { name: '', limit: 1, windowSeconds: 1, key: 'caller' };

/** Another name changes nothing of the past. */
function inputOf(draft: PolicyDraft): NewRatePolicy | null {
  const read = policyPartsOf(draft);
  return 'faults' in read ? null : { name: 'Preview', ...read.parts };
}

/** The draft tried on the last 24 h, again after each change; what was known stays, dimmed, until then. */
export function usePreview(draft: PolicyDraft, wanted: boolean) {
  const { project } = useProject();
  const text = JSON.stringify(inputOf(draft));
  const settled = useSettled(text, TYPING_MS);
  const input = useMemo((): NewRatePolicy | null => JSON.parse(settled), [settled]);
  const result = useQuery({ ...ratePreviewQuery(project.id, input ?? NOTHING), enabled: wanted && input !== null });
  return { ...result, isPlaceholderData: result.isPlaceholderData || settled !== text };
}
