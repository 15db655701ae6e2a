'use client';

import { useRouter } from 'next/navigation';
import { useEffect, useEffectEvent, useState } from 'react';

/**
 * Leaves the page, after a question while there are edits that would be lost. Links of the page ask it as well, and the
 * browser asks its own when the page is closed or loaded anew.
 */
export function useLeaving(unsaved: boolean) {
  const router = useRouter();
  const [href, setHref] = useState<string | null>(null);
  const go = (to: string) => (unsaved ? setHref(to) : router.push(to));
  const follow = useEffectEvent((event: MouseEvent) => {
    const to = placeOf(event);
    if (to === null) return;
    event.preventDefault();
    event.stopPropagation(); // the link itself would go at once
    setHref(to);
  });
  useEffect(() => {
    if (!unsaved) return undefined;
    const onClick = (event: MouseEvent) => follow(event);
    const onUnload = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('click', onClick, { capture: true });
    window.addEventListener('beforeunload', onUnload);
    return () => {
      window.removeEventListener('click', onClick, { capture: true });
      window.removeEventListener('beforeunload', onUnload);
    };
  }, [unsaved]);
  return {
    go,
    asked: href !== null,
    confirm: () => (href === null ? undefined : router.push(href)),
    stay: () => setHref(null),
  };
}

/** Where a click leads within this site and this tab; null where the page stays. */
function placeOf(event: MouseEvent): string | null {
  if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return null;
  const link = event.target instanceof Element ? event.target.closest('a') : null;
  if (!link?.href || link.target === '_blank' || link.origin !== window.location.origin) return null;
  if (link.pathname === window.location.pathname && link.search === window.location.search) return null;
  return `${link.pathname}${link.search}${link.hash}`;
}
