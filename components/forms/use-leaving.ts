'use client';

import { useEffect, useEffectEvent, useState } from 'react';
import { holdBack, holdPage, isBackHeld, useLeave } from './leave';

/**
 * Leaves the page, after a question while there are edits that would be lost. Links, keys, commands and the browser's Back
 * ask it as well, and the browser asks its own when the page is closed or loaded anew.
 */
export function useLeaving({ changed, saving }: { changed: boolean; saving: boolean }) {
  const unsaved = changed && !saving;
  const leaveFor = useLeave();
  /** What leaves, once it is confirmed. */
  const [leave, setLeave] = useState<(() => void) | null>(null);
  const ask = (way: () => void) => setLeave(() => way);
  const askFor = (href: string) => ask(() => leaveFor(href));
  const askOfLink = useEffectEvent((event: MouseEvent) => {
    const href = placeOf(event);
    if (href === null) return;
    event.preventDefault();
    event.stopPropagation(); // the link itself would go at once
    askFor(href);
  });
  const askForPlace = useEffectEvent(askFor);
  useEffect(() => {
    if (!unsaved) return undefined;
    const onClick = (event: MouseEvent) => askOfLink(event);
    const onUnload = (event: BeforeUnloadEvent) => event.preventDefault();
    const release = holdPage((href) => askForPlace(href));
    window.addEventListener('click', onClick, { capture: true });
    window.addEventListener('beforeunload', onUnload);
    return () => {
      release();
      window.removeEventListener('click', onClick, { capture: true });
      window.removeEventListener('beforeunload', onUnload);
    };
  }, [unsaved]);
  useHeldBack(changed, ask);
  return {
    go: (href: string) => (unsaved ? askFor(href) : leaveFor(href)),
    asked: leave !== null,
    confirm: () => leave?.(),
    stay: () => setLeave(null),
  };
}

/** The browser's Back cannot be stopped; while there are edits it leads to the page itself, which asks. */
function useHeldBack(changed: boolean, ask: (way: () => void) => void): void {
  const askBack = useEffectEvent(() => ask(() => window.history.go(-2)));
  useEffect(() => {
    if (!changed) return undefined;
    const { pathname } = window.location;
    const onPop = () => {
      if (isBackHeld() || window.location.pathname !== pathname) return;
      holdBack();
      askBack();
    };
    holdBack();
    window.addEventListener('popstate', onPop);
    return () => {
      window.removeEventListener('popstate', onPop);
      if (isBackHeld()) window.history.back();
    };
  }, [changed]);
}

/** Where a click leads within this site and this tab; null where the page stays. */
function placeOf(event: MouseEvent): string | null {
  if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return null;
  const link = event.target instanceof Element ? event.target.closest('a') : null;
  if (!link?.href || link.target === '_blank' || link.origin !== window.location.origin) return null;
  if (link.pathname === window.location.pathname && link.search === window.location.search) return null;
  return `${link.pathname}${link.search}${link.hash}`;
}
