'use client';

import { Command } from 'cmdk';
import { Dialog as Radix } from 'radix-ui';
import { useState } from 'react';
import { Kbd } from '../../ui/control/kbd';
import { useReturnedFocus } from '../../ui/overlay/use-returned-focus';
import { StateLabel } from '../../ui/state/state-label';
import { type Entry, type EntryGroup, findEntries } from './entry';
import type { FrameActions } from './frame-actions';
import { usePaletteGroups } from './use-palette-groups';

type PaletteProps = { open: boolean; onOpenChange: (open: boolean) => void; actions: FrameActions };

/**
 * Everything that can be gone to or done, found by typing. Arrow keys move, enter runs, esc closes, and gives the focus back to what
 * had it.
 */
export function Palette({ open, onOpenChange, actions }: PaletteProps) {
  const focus = useReturnedFocus();
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 bg-overlay" />
        <Radix.Content
          aria-describedby={undefined}
          {...focus}
          className="fixed top-[12vh] left-1/2 z-50 w-[min(600px,calc(100vw-32px))] -translate-x-1/2 overflow-hidden rounded-4 border border-line bg-surface shadow-modal outline-none max-md:top-4"
        >
          <Radix.Title className="sr-only">Search and commands</Radix.Title>
          <PaletteBody actions={actions} onClose={() => onOpenChange(false)} />
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

function PaletteBody({ actions, onClose }: { actions: FrameActions; onClose: () => void }) {
  const [typed, setTyped] = useState('');
  const { groups, waiting, failed } = usePaletteGroups(typed, actions);
  const found = findEntries(groups, typed);
  const run = (entry: Entry) => {
    onClose();
    entry.run();
  };
  return (
    <Command label="Search and commands" shouldFilter={false} loop>
      <div className="flex items-center gap-3 border-b border-line px-4">
        <Command.Input
          value={typed}
          onValueChange={setTyped}
          placeholder="Search routes, callers, consumers, incidents"
          className="h-12 min-w-0 flex-1 bg-transparent text-14 text-ink outline-none placeholder:text-ink-3 max-md:text-16"
        />
        <Kbd>esc</Kbd>
      </div>
      <Command.List className="max-h-[min(420px,70vh)] overflow-y-auto p-1.5">
        {found.length === 0 ? (
          <Command.Empty className="px-2.5 py-4 text-ink-2">
            {waiting ? 'Looking…' : `Nothing matches “${typed.trim()}”.`}
          </Command.Empty>
        ) : null}
        {found.map((group) => (
          <Results key={group.kind} group={group} onRun={run} />
        ))}
      </Command.List>
      {failed.length > 0 ? (
        <output className="block border-t border-line px-4 py-2 text-12 text-ink-2">
          Could not be read: {failed.join(', ')}.
        </output>
      ) : null}
    </Command>
  );
}

function Results({ group, onRun }: { group: EntryGroup; onRun: (entry: Entry) => void }) {
  return (
    <Command.Group
      heading={group.kind}
      className="**:[[cmdk-group-heading]]:px-2.5 **:[[cmdk-group-heading]]:pt-2 **:[[cmdk-group-heading]]:pb-1 **:[[cmdk-group-heading]]:text-11 **:[[cmdk-group-heading]]:text-ink-3"
    >
      {group.entries.map((entry) => (
        <Command.Item
          key={entry.id}
          value={entry.id}
          onSelect={() => onRun(entry)}
          className="flex min-h-8 cursor-default items-center gap-2 rounded-1 px-2.5 py-1 data-[selected=true]:bg-selected data-[selected=true]:shadow-[inset_2px_0_0_var(--accent)] max-md:min-h-11"
        >
          <span className={entry.mono ? 'truncate font-mono text-12' : 'truncate'}>{entry.label}</span>
          {entry.state ? (
            <span className="text-12">
              <StateLabel state={entry.state.state}>{entry.state.word}</StateLabel>
            </span>
          ) : null}
          <span className="ml-auto flex shrink-0 items-center gap-1 text-12 text-ink-3">
            {entry.note}
            {entry.keys?.map((key) => (
              <Kbd key={key}>{key}</Kbd>
            ))}
          </span>
        </Command.Item>
      ))}
    </Command.Group>
  );
}
