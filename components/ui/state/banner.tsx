import clsx from 'clsx';
import type { ReactNode } from 'react';
import { STATE_COLORS, type State } from './state';
import { StateMark } from './state-mark';

type BannerProps = {
  state: State;
  /** The state in words: "48 s behind". */
  title: ReactNode;
  action?: ReactNode;
  /** Stretches under the header instead of sitting in the page. */
  bar?: boolean;
  children?: ReactNode;
};

/** State fill, mark, words and one action. Announced politely when it appears. */
export function Banner({ state, title, action, bar = false, children }: BannerProps) {
  const { text, soft, line } = STATE_COLORS[state];
  return (
    <output
      className={clsx(
        'flex min-h-9 flex-wrap items-center gap-x-2.5 gap-y-1 px-4 py-1.5',
        soft,
        line,
        bar ? 'border-b' : 'rounded-3 border',
      )}
    >
      <span className={clsx('inline-flex items-center gap-1.5 font-medium', text)}>
        <StateMark state={state} />
        {title}
      </span>
      {children ? <span className="text-ink-2">{children}</span> : null}
      {action ? <span className="ml-auto">{action}</span> : null}
    </output>
  );
}
