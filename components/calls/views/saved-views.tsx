'use client';

import { useState } from 'react';
import { useKept } from '../../../lib/client';
import type { CallView } from '../../../lib/shared';
import { writeCallFilter } from '../../../lib/shared';
import { ReadError } from '../../failures/read-error';
import { usePlace } from '../../project/use-place';
import { Button } from '../../ui/control/button';
import { Popover } from '../../ui/overlay/popover';
import { AsyncView } from '../../ui/state/async-view';
import { SkeletonRows } from '../../ui/state/skeleton';
import { ChevronGlyph } from '../../ui/state/glyphs';
import type { FilterChips } from '../filters/use-filter-chips';
import { SaveView } from './save-view';
import { useViews } from './use-views';
import { ViewRow } from './view-row';
import { queryOfView } from './view-query';

/** Views that were saved, own and shared; the one that is shown can be saved as another. */
export function SavedViews({ filters }: { filters: FilterChips }) {
  const [open, setOpen] = useState(false);
  return (
    <Popover
      label="Saved views"
      align="end"
      open={open}
      onOpenChange={setOpen}
      trigger={
        <Button size="tall">
          Views <ChevronGlyph />
        </Button>
      }
    >
      <div className="w-[min(380px,calc(100vw-16px))]">
        <Contents filters={filters} onGone={() => setOpen(false)} />
      </div>
    </Popover>
  );
}

function Contents({ filters, onGone }: { filters: FilterChips; onGone: () => void }) {
  const { result, save, remove } = useViews();
  const kept = useKept();
  const to = usePlace();
  const query = queryOfView(writeCallFilter(filters.query), kept);
  const path = to('/calls').split('?')[0] ?? '';
  return (
    <>
      <AsyncView
        result={result}
        loading={<SkeletonRows rows={3} rowHeight={36} />}
        failing={(error, retry) => <ReadError title="The views could not be read." onRetry={retry} error={error} />}
        isEmpty={({ views }) => views.length === 0}
        empty={
          <p className="px-3 py-2.5 text-ink-2">No view is saved yet. A view keeps filters, range and environment.</p>
        }
      >
        {({ views }) => (
          <ul aria-label="Saved views" className="max-h-80 overflow-y-auto py-1">
            {views.map((view: CallView) => (
              <ViewRow
                key={view.id}
                view={view}
                href={`${path}?${view.query}`}
                current={view.query === query}
                onOpen={onGone}
                onDelete={() => remove(view.id)}
              />
            ))}
          </ul>
        )}
      </AsyncView>
      <SaveView query={query} onSave={save} />
    </>
  );
}
