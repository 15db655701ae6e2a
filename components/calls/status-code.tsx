import clsx from 'clsx';

/** The status code of a call; errors stand out by weight and, from 500 on, by colour. The number itself is the word. */
export function StatusCode({ status }: { status: number }) {
  return (
    <span
      className={clsx(status >= 400 && 'font-medium', status >= 500 ? 'text-attack' : status < 400 && 'text-ink-2')}
    >
      {status}
    </span>
  );
}
