'use client';

import { useTheme } from 'next-themes';
import { nextComparison, RANGES, rangeWords, useLive, usePageState } from '../../../lib/client';
import { useCopy } from '../../ui/hooks/use-copy';
import type { Entry } from './entry';
import type { FrameActions } from './frame-actions';

const THEMES = [
  ['light', 'Light theme'],
  ['dark', 'Dark theme'],
  ['system', 'Theme as the system'],
] as const;

const COMPARE_WITH = [
  ['prev', 'Compare with the period before'],
  ['week', 'Compare with the same time last week'],
  [null, 'Compare with nothing'],
] as const;

/** What can be done on every page: range, comparison, environment, live, theme, a link to this very time. */
export function useActionEntries({ project, showKeys }: Pick<FrameActions, 'project' | 'showKeys'>) {
  const { range, environment, compare, setRange, setCompare, setEnvironment } = usePageState();
  const { setTheme } = useTheme();
  const { copy } = useCopy();
  const live = useLive();
  const paused = live.state === 'paused';
  const ranges = RANGES.map((name, index): Entry => ({
    id: `range ${name}`,
    label: `Last ${rangeWords(name)}`,
    words: 'time range',
    keys: [String(index + 1)],
    run: () => setRange(name),
    ...(range.relative === name && { note: 'now' }),
  }));
  const commands: Entry[] = [
    ...ranges,
    ...COMPARE_WITH.map(([comparison, label]): Entry => ({
      id: `compare ${comparison}`,
      label,
      words: 'comparison previous week',
      run: () => setCompare(comparison),
      ...(comparison === compare ? { note: 'now' } : comparison === nextComparison(compare) && { keys: ['p'] }),
    })),
    {
      id: 'link',
      label: 'Copy a link to exactly this time',
      words: 'url share range from to',
      run: () => void copy(fixedLink(range)),
    },
    {
      id: 'live',
      label: paused ? 'Resume live' : 'Pause live',
      words: 'live pause resume',
      keys: ['space'],
      run: () => live.setPaused(!paused),
    },
    ...THEMES.map(([name, label]): Entry => ({
      id: `theme ${name}`,
      label,
      words: 'theme',
      run: () => setTheme(name),
    })),
    { id: 'keys', label: 'All keys', words: 'shortcuts keyboard', keys: ['?'], run: showKeys },
  ];
  return { commands, environments: environmentEntries(project, { environment, setEnvironment }) };
}

type EnvironmentState = { environment: string | null; setEnvironment: (slug: string | null) => void };

function environmentEntries(
  { environments, archives }: FrameActions['project'],
  { environment, setEnvironment }: EnvironmentState,
): Entry[] {
  const entry = (slug: string | null, label: string, note?: string): Entry => ({
    id: `environment ${label}`,
    label,
    words: 'environment',
    run: () => setEnvironment(slug),
    ...(slug === environment ? { note: 'now' } : note && { note }),
  });
  return [
    entry(null, 'all environments'),
    ...environments.map((slug) => entry(slug, slug)),
    ...archives.map((slug) => entry(slug, slug, 'imports')),
  ];
}

/** The address of the page with its range as two fixed times, so that it shows the same tomorrow. */
function fixedLink({ fromMs, toMs }: { fromMs: number; toMs: number }): string {
  const link = new URL(window.location.href);
  link.searchParams.delete('range');
  link.searchParams.set('from', new Date(fromMs).toISOString());
  link.searchParams.set('to', new Date(toMs).toISOString());
  return link.href;
}
