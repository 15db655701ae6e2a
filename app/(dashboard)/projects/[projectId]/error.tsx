'use client';

import { PageTitle } from '../../../../components/ui/layout/page-title';
import { Panel } from '../../../../components/ui/layout/panel';
import { ErrorState } from '../../../../components/ui/state/error-state';

type ErrorPageProps = { error: Error & { digest?: string }; reset: () => void };

export default function ErrorPage({ error, reset }: ErrorPageProps) {
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
