import type { ReactNode } from 'react';

/** The part of a TanStack Query result that a view needs. */
export type AsyncResult<Data> = {
  data: Data | undefined;
  error: Error | null;
  isPlaceholderData?: boolean;
  refetch: () => unknown;
};

type AsyncViewProps<Data> = {
  result: AsyncResult<Data>;
  loading: ReactNode;
  /** Usually an `ErrorState`; shown only while there is no data to keep. */
  failing: (error: Error, retry: () => void) => ReactNode;
  isEmpty?: (data: Data) => boolean;
  empty?: ReactNode;
  children: (data: Data) => ReactNode;
};

/**
 * One of real, empty, loading, failing. A refetch that fails keeps the data it had;
 * data of the previous parameters is dimmed to 60 % until the new answer is there.
 */
export function AsyncView<Data>({ result, loading, failing, isEmpty, empty, children }: AsyncViewProps<Data>) {
  const { data, error } = result;
  if (data === undefined) return error ? failing(error, () => void result.refetch()) : loading;
  const body = isEmpty?.(data) ? empty : children(data);
  return (
    <div
      aria-busy={result.isPlaceholderData || undefined}
      className={result.isPlaceholderData ? 'opacity-60' : undefined}
    >
      {body}
    </div>
  );
}
