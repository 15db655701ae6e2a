'use client';

import { useGo } from '../../forms/leave';
import type { Entry, EntryGroup } from './entry';
import type { FrameActions } from './frame-actions';
import { useActionEntries } from './use-action-entries';
import { useCallerEntries } from './use-caller-entries';
import { useFoundEntries } from './use-found-entries';
import { useTraceEntries } from './use-trace-entries';

const DATA_SHOWN = 6;

/** All groups of the palette for what is typed; `waiting` while some are read, `failed` names those that could not be. */
export function usePaletteGroups(typed: string, actions: FrameActions) {
  const go = useGo();
  const { endpoints, consumers, incidents, waiting, failed } = useFoundEntries(typed);
  const callers = useCallerEntries(typed);
  const traces = useTraceEntries(typed);
  const pages = actions.sections
    .flatMap(({ items }) => items)
    .map((item): Entry => ({
      id: `page ${item.href}`,
      label: item.label,
      words: 'go to page',
      run: () => go(`${item.href}${actions.kept}`),
      ...(item.key && { keys: ['g', item.key] }),
    }));
  const projects = actions.siblings
    .filter(({ id }) => id !== actions.project.id)
    .map((sibling): Entry => ({
      id: `project ${sibling.id}`,
      label: sibling.name,
      words: 'project',
      run: () => go(sibling.href),
    }));
  const { environments, commands } = useActionEntries(actions);
  const groups: EntryGroup[] = [
    { kind: 'Caller', entries: callers, shown: DATA_SHOWN },
    { kind: 'Trace', entries: traces, shown: DATA_SHOWN },
    { kind: 'Incidents', entries: incidents, shown: DATA_SHOWN },
    { kind: 'Go to', entries: pages, shown: 20 },
    { kind: 'Endpoints', entries: endpoints, shown: DATA_SHOWN, onlyFound: true },
    { kind: 'Consumers', entries: consumers, shown: DATA_SHOWN, onlyFound: true },
    { kind: 'Environments', entries: environments, shown: DATA_SHOWN, onlyFound: true },
    { kind: 'Projects', entries: projects, shown: DATA_SHOWN, onlyFound: true },
    { kind: 'Do', entries: commands, shown: 20 },
  ];
  return { groups, waiting, failed };
}
