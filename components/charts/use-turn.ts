'use client';

import { startTransition, useEffect, useState } from 'react';

type Turn = () => void;

const waiting: Turn[] = [];
let current: Turn | null = null;

/** A task of its own for the next turn. */
const pass = (): void => void setTimeout(next);

function next(): void {
  if (current) return;
  current = waiting.shift() ?? null;
  current?.();
}

function leave(turn: Turn): void {
  if (current === turn) current = null;
  else if (waiting.includes(turn)) waiting.splice(waiting.indexOf(turn), 1);
  pass();
}

/**
 * Whether it is the turn of what is wanted to be drawn; it stays drawn then. The charts of a page are drawn one after the
 * other, each in slices of its own, and the page answers in between.
 */
export function useTurn(wanted: boolean): boolean {
  const [drawn, setDrawn] = useState(false);
  useEffect(() => {
    if (!wanted || drawn) return;
    const turn = () => startTransition(() => setDrawn(true));
    waiting.push(turn);
    pass();
    return () => leave(turn); // after it was drawn, or when it is not wanted any more
  }, [wanted, drawn]);
  return wanted && drawn;
}
