import type { ComponentProps } from 'react';
import { errorDetails } from '../../lib/client';
import { ErrorState } from '../ui/state/error-state';

type ReadErrorProps = Omit<ComponentProps<typeof ErrorState>, 'details' | 'children'> & { error: Error };

/** A read that failed: why, as the server said it; try again; the details for a bug report. */
export function ReadError({ error, ...props }: ReadErrorProps) {
  return (
    <ErrorState {...props} details={errorDetails(error)}>
      {error.message}
    </ErrorState>
  );
}
