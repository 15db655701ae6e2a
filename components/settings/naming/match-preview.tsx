'use client';

import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { matchesQuery, useNow } from '../../../lib/client';
import type { CallPattern } from '../../../lib/shared';
import { AppError, countOf, formatMoment } from '../../../lib/shared';
import { refusalWords } from '../../forms/server-errors';
import { useProject } from '../../project/project-provider';
import { useSettled } from '../../rules/editor/use-settled';

const TYPING_MS = 300;
/** Fields as the forms call them, by their name in the API. */
const FIELDS: Readonly<Record<string, string>> = { path: 'Path', userAgent: 'User agent', network: 'Caller' };

function faultWords(error: Error): string {
  const { field = '' } = error instanceof AppError ? error.details : {};
  const name = FIELDS[field];
  return name === undefined ? refusalWords(error) : `${name}: ${refusalWords(error)}`;
}

type MatchPreviewProps = {
  /** Null while it says nothing that could be matched. */
  pattern: Partial<CallPattern> | null;
  nothingYet: string;
};

/** How many calls of the last 24 h a pattern would have matched, again after each change. */
export function MatchPreview({ pattern, nothingYet }: MatchPreviewProps) {
  const { project } = useProject();
  const now = useNow(30_000);
  const text = JSON.stringify(pattern);
  const settled = useSettled(text, TYPING_MS);
  const asked = useMemo((): Partial<CallPattern> | null => JSON.parse(settled), [settled]);
  const { data, error, isPlaceholderData } = useQuery({
    ...matchesQuery(project.id, asked ?? {}),
    enabled: asked !== null,
  });
  const isOld = isPlaceholderData || settled !== text;
  return (
    <output className="block min-h-5 text-12 text-ink-2">
      {pattern === null ? (
        nothingYet
      ) : error ? (
        <span className="text-attack">{faultWords(error)}</span>
      ) : data ? (
        <span className={isOld ? 'opacity-60' : undefined}>
          Would have matched <b className="font-medium text-ink">{countOf(data.calls, 'call')}</b>{' '}
          {data.complete
            ? 'in the last 24 h.'
            : `since ${formatMoment(data.from, now, 'minute')} UTC; older ones were too many to look at.`}
        </span>
      ) : (
        'Looking at the last 24 h…'
      )}
    </output>
  );
}
