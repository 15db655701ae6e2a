'use client';

import { PageLink } from '../control/page-link';
import { useRouter } from 'next/navigation';
import { Kbd } from '../control/kbd';
import { useHotkeys } from './use-hotkeys';

type NeighboursProps = {
  /** What lies before and after this page in its list; null at an end. */
  previous: string | null;
  next: string | null;
  /** "incident": what is gone through. */
  noun: string;
};

/** Leads to the page before and after in a list, by link and by `[` and `]`. */
export function Neighbours({ previous, next, noun }: NeighboursProps) {
  const router = useRouter();
  const go = (href: string | null) => (href === null ? false : router.push(href));
  useHotkeys({ '[': () => go(previous), ']': () => go(next) });
  if (previous === null && next === null) return null;
  return (
    <span className="inline-flex items-center gap-1.5 max-md:hidden">
      <Neighbour href={previous} keyCap="[" words={`previous ${noun}`} />
      <Neighbour href={next} keyCap="]" words={`next ${noun}`} />
    </span>
  );
}

function Neighbour({ href, keyCap, words }: { href: string | null; keyCap: string; words: string }) {
  if (href === null) return null;
  return (
    <PageLink href={href} className="ring-focus inline-flex items-center gap-1.5 rounded-1 pl-1.5 hover:text-ink">
      <Kbd>{keyCap}</Kbd>
      {words}
    </PageLink>
  );
}
