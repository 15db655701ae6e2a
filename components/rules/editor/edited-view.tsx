'use client';

import type { ReactNode } from 'react';
import { ApiError } from '../../../lib/client';
import { ReadError } from '../../failures/read-error';
import { usePlace } from '../../project/use-place';
import { ButtonLink } from '../../ui/control/button-link';
import { DocumentTitle } from '../../ui/document-title';
import { PageTitle } from '../../ui/layout/page-title';
import { Panel } from '../../ui/layout/panel';
import { type AsyncResult, AsyncView } from '../../ui/state/async-view';
import { EmptyState } from '../../ui/state/empty-state';
import { SkeletonBlock } from '../../ui/state/skeleton';
import type { EditorPlace } from './editor-place';

type EditedViewProps<One> = { place: EditorPlace; result: AsyncResult<One>; children: (one: One) => ReactNode };

/** The page of one rule or the like, or what stands for it while there is none. */
export function EditedView<One>({ place, result, children }: EditedViewProps<One>) {
  return (
    <AsyncView
      result={result}
      loading={
        <Outside place={place}>
          <SkeletonBlock height={320} />
        </Outside>
      }
      failing={(error, retry) => (
        <Outside place={place}>
          <Failing place={place} error={error} retry={retry} />
        </Outside>
      )}
    >
      {(one) => <div className="grid min-w-0 gap-4">{children(one)}</div>}
    </AsyncView>
  );
}

function Outside({ place, children }: { place: EditorPlace; children: ReactNode }) {
  return (
    <div className="grid gap-4">
      <PageTitle>{place.one}</PageTitle>
      <Panel label={place.one} flush>
        {children}
      </Panel>
    </div>
  );
}

function Failing({ place, error, retry }: { place: EditorPlace; error: Error; retry: () => void }) {
  const to = usePlace();
  const one = place.one.toLowerCase();
  if (error instanceof ApiError && (error.code === 'not_found' || error.details.field === one)) {
    return (
      <>
        <DocumentTitle>Not found</DocumentTitle>
        <EmptyState
          minHeight={240}
          title={`There is no such ${one}.`}
          actions={<ButtonLink href={to(place.path)}>All {place.many}</ButtonLink>}
        >
          It may have been deleted.
        </EmptyState>
      </>
    );
  }
  return <ReadError title={`The ${one} could not be read.`} onRetry={retry} error={error} minHeight={240} />;
}
