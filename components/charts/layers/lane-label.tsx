import { PageLink } from '../../ui/control/page-link';
import type { ReactNode } from 'react';
import { Menu, MenuLink } from '../../ui/overlay/menu';
import type { LaneLabel as Label } from '../scale/lane-labels';
import type { Plot } from '../scale/plot';
import { momentText } from '../scale/step-text';
import type { ChartWindow } from '../types';
import { windowStroke } from './windows';

/** What a window is, or how many there are, which are listed on demand. */
export function LaneLabel({ plot, label }: { plot: Plot; label: Label }) {
  const { text, windows, isBefore, left, right } = label;
  const [first] = windows;
  const state = (windows.find((window) => window.state === 'attack') ?? first)?.state ?? 'resolved';
  const style = {
    top: plot.bottom,
    ...(isBefore ? { right: plot.width - right } : { left }),
    color: `color-mix(in srgb, ${windowStroke(state)} 88%, var(--ink))`,
  };
  // 24 px high and wide, so that it can be hit; over the labels of the time axis it is nothing but room
  const look = `absolute z-1 h-6 min-w-6 text-11 leading-[14px] whitespace-nowrap ${isBefore ? 'text-right' : 'text-left'}`;
  const words = <span className={isBefore ? 'block' : 'inline-block bg-surface px-0.5'}>{text}</span>;
  if (windows.length > 1) return <Several words={words} windows={windows} look={look} style={style} />;
  if (!first?.href) {
    return (
      <span className={look} style={style}>
        {words}
      </span>
    );
  }
  return (
    <PageLink href={first.href} className={`${look} ${LINK}`} style={style}>
      {words}
    </PageLink>
  );
}

const LINK = 'ring-focus rounded-1 hover:underline';

type SeveralProps = { words: ReactNode; windows: readonly ChartWindow[]; look: string; style: object };

function Several({ words, windows, look, style }: SeveralProps) {
  const button = (
    <button
      type="button"
      title={windows.map(({ label }) => label).join(', ')}
      className={`${look} ${LINK} flex items-start`}
      style={style}
    >
      {words}
    </button>
  );
  return (
    <Menu trigger={button}>
      <div className="max-h-80 overflow-y-auto">
        {windows.map(({ key, label, href, from }) =>
          href ? (
            <MenuLink key={key} href={href} note={momentText(from)}>
              {label}
            </MenuLink>
          ) : null,
        )}
      </div>
    </Menu>
  );
}
