'use client';

import clsx from 'clsx';
import { PageLink } from '../../ui/control/page-link';
import { usePathname } from 'next/navigation';
import { StateMark } from '../../ui/state/state-mark';
import { STATE_COLORS } from '../../ui/state/state';
import { isCurrent, type NavCount, type NavSection } from './nav-items';

type NavProps = { sections: readonly NavSection[]; base: string; kept: string; onNavigate?: () => void };

/** The page list: words only, counts at the right end, marks where a person is needed. */
export function Nav({ sections, base, kept, onNavigate }: NavProps) {
  const path = usePathname();
  return (
    <nav aria-label="Pages" className="px-2 py-3">
      {sections.map((section) => (
        <div key={section.label ?? ''} className="mb-3">
          {section.label ? <p className="px-2 pt-1 pb-1.5 text-11 text-ink-3">{section.label}</p> : null}
          <ul>
            {section.items.map((item) => {
              const current = isCurrent(item, path, base);
              return (
                <li key={item.href}>
                  <PageLink
                    href={`${item.href}${kept}`}
                    aria-current={current ? 'page' : undefined}
                    {...(onNavigate ? { onClick: onNavigate } : {})}
                    className={clsx(
                      'state-motion ring-focus flex h-7 items-center justify-between rounded-2 px-2 hover:bg-hover max-lg:h-10',
                      current ? 'bg-hover font-medium text-ink' : 'text-ink-2',
                    )}
                  >
                    {item.label}
                    <NavCounts counts={item.counts} />
                  </PageLink>
                </li>
              );
            })}
          </ul>
        </div>
      ))}
    </nav>
  );
}

const WORDS = { attack: 'open', acknowledged: 'acknowledged', failed: 'failed' };

/** The counts above zero of one page, each with its mark and, for assistive tools, its word. */
export function NavCounts({ counts }: { counts: readonly NavCount[] }) {
  const shown = counts.filter(({ count }) => count > 0);
  if (shown.length === 0) return null;
  return (
    <span className="flex gap-3 text-11">
      {shown.map(({ count, state }) => (
        <span
          key={state ?? 'count'}
          className={clsx('inline-flex items-center gap-1', state ? STATE_COLORS[state].text : 'text-ink-3')}
        >
          {state ? <StateMark state={state} size={8} /> : null}
          {count}
          {state ? <span className="sr-only"> {WORDS[state]}</span> : null}
        </span>
      ))}
    </span>
  );
}
