'use client';

import { useRouter } from 'next/navigation';
import { useCallback } from 'react';

/** Takes where to go, to ask first. */
export type Ask = (href: string) => void;

/** Set by the page that has unsaved edits; a tab shows one page at a time. */
let asks: Ask | null = null;

/** Has keys and commands that go elsewhere ask first. The answer undoes it. */
export function holdPage(ask: Ask): () => void {
  asks = ask;
  return () => {
    if (asks === ask) asks = null;
  };
}

/** Goes to another page as a link does: keys and commands ask too before edits are lost. */
export function useGo(): (href: string) => void {
  const router = useRouter();
  return useCallback((href: string) => (asks ? asks(href) : router.push(href)), [router]);
}

/** Tells the entry that lies on top of the page's own from those of other pages, and of before a reload. */
let mark = 0;

/** Lays a second entry of the page on top of its own: Back leads to the page itself, which can ask then. */
export function holdBack(): void {
  mark = Date.now();
  window.history.pushState({ held: mark }, '');
}

export const isBackHeld = (): boolean => mark > 0 && Reflect.get(Object(window.history.state), 'held') === mark;

/** Goes to another page for good, which takes the place of the second entry where there is one. */
export function useLeave(): (href: string) => void {
  const router = useRouter();
  return useCallback((href: string) => (isBackHeld() ? router.replace(href) : router.push(href)), [router]);
}
