'use client';

import { PlainFrame } from '../components/frame/plain-frame';
import { PageTitle } from '../components/ui/layout/page-title';
import { ErrorState } from '../components/ui/state/error-state';

type ErrorPageProps = { error: Error & { digest?: string }; reset: () => void };

export default function ErrorPage({ error, reset }: ErrorPageProps) {
  return (
    <PlainFrame>
      <PageTitle>This page could not be shown</PageTitle>
      <div className="-mx-4">
        <ErrorState
          title="Something failed on the way to it."
          onRetry={reset}
          details={`message: ${error.message}\ndigest: ${error.digest ?? 'none'}`}
        >
          Calls are received all the same. The server&apos;s log says what it was.
        </ErrorState>
      </div>
    </PlainFrame>
  );
}
