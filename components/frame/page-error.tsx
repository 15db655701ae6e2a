'use client';

import { PageTitle } from '../ui/layout/page-title';
import { Panel } from '../ui/layout/panel';
import { ErrorState } from '../ui/state/error-state';

type PageErrorProps = { error: Error & { digest?: string }; reset: () => void };

/** Stands in the frame in place of a page that could not be drawn. */
export function PageError({ error, reset }: PageErrorProps) {
  return (
    <>
      <PageTitle>This page could not be shown</PageTitle>
      <Panel label="Error" flush>
        <ErrorState
          title="Drawing it failed in this browser."
          onRetry={reset}
          details={`message: ${error.message}\ndigest: ${error.digest ?? 'none'}`}
        >
          Calls are received and watched all the same.
        </ErrorState>
      </Panel>
    </>
  );
}
