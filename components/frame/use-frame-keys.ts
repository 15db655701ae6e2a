'use client';

import { nextComparison, RANGES, useLive, usePageState } from '../../lib/client';
import { useGo } from '../forms/leave';
import { type Hotkeys, useHotkeys } from '../ui/keys/use-hotkeys';
import type { NavSection } from './nav/nav-items';

type FrameDialogs = { showKeys: () => void; search: () => void };

/** Keys that work on every page of a project: `g …` goes, `/` searches, `1…6` sets the range, `p` compares, `space` pauses, `?` lists. */
export function useFrameKeys(sections: readonly NavSection[], { showKeys, search }: FrameDialogs): void {
  const go = useGo();
  const { kept, compare, setCompare, setRange } = usePageState();
  const live = useLive();
  const places = sections
    .flatMap((section) => section.items)
    .filter((item) => item.key)
    .map((item): [string, () => void] => [`g ${item.key}`, () => go(`${item.href}${kept}`)]);
  const ranges = RANGES.map((name, index): [string, () => void] => [String(index + 1), () => setRange(name)]);
  const hotkeys: Hotkeys = {
    ...Object.fromEntries([...places, ...ranges]),
    p: () => setCompare(nextComparison(compare)),
    '?': showKeys,
    '/': search,
    ' ': () => {
      // Space presses a focused button or link and must keep doing so.
      if (document.activeElement?.closest('button, a, [role="slider"]')) return false;
      live.setPaused(live.state !== 'paused');
      return true;
    },
  };
  useHotkeys(hotkeys);
}
