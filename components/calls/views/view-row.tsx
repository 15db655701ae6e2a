'use client';

import { PageLink } from '../../ui/control/page-link';
import { useState } from 'react';
import type { CallView } from '../../../lib/shared';
import { FormRefusal } from '../../forms/form-refusal';
import { useSubmission } from '../../forms/use-submission';
import { useMay } from '../../project/use-may';
import { Button } from '../../ui/control/button';
import { CheckGlyph } from '../../ui/state/glyphs';

type ViewRowProps = {
  view: CallView;
  href: string;
  /** It is what the page shows. */
  current: boolean;
  onOpen: () => void;
  onDelete: () => Promise<unknown>;
};

/** One saved view: opens by a click; it is deleted by who saved it, a shared one by admins too. */
export function ViewRow({ view, href, current, onOpen, onDelete }: ViewRowProps) {
  const isAdmin = useMay('project:update');
  const [asking, setAsking] = useState(false);
  const { submit, underWay, error } = useSubmission<unknown>({ send: onDelete });
  return (
    <li className="px-1">
      <div className="flex min-h-9 items-center gap-2 rounded-1 pr-1 pl-2 hover:bg-hover max-md:min-h-11">
        <PageLink
          href={href}
          onClick={onOpen}
          aria-current={current || undefined}
          className="ring-focus flex min-w-0 flex-1 flex-wrap items-baseline gap-x-2 rounded-1 py-1"
        >
          <span className="min-w-0 font-medium wrap-anywhere">{view.name}</span>
          <span className="text-12 text-ink-3">{ownerWords(view)}</span>
          {current ? <CheckGlyph /> : null}
        </PageLink>
        {(view.mine || isAdmin) && !asking ? (
          <Button size="sm" kind="quiet" onClick={() => setAsking(true)} aria-label={`Delete the view ${view.name}…`}>
            Delete…
          </Button>
        ) : null}
        {asking ? (
          <>
            <Button size="sm" onClick={() => setAsking(false)}>
              Keep
            </Button>
            <Button size="sm" kind="danger" onClick={() => submit()} busy={underWay && 'Deleting…'}>
              Delete 1 view
            </Button>
          </>
        ) : null}
      </div>
      <FormRefusal message={error?.message} />
    </li>
  );
}

function ownerWords({ shared, mine, createdBy }: CallView): string {
  if (!shared) return 'only you';
  return mine ? 'shared by you' : `shared by ${createdBy}`;
}
