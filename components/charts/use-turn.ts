'use client';

import { useEffect, useState } from 'react';
import { partsLoaded } from './recharts/lazily';

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
 * Whether it is the turn of what is wanted to be drawn; it stays drawn then. A chart takes some 20 ms, so those of a page
 * are drawn one after the other, each in a task of its own, and the page answers in between. Throws where what draws them
 * cannot be loaded.
 */
export function useTurn(wanted: boolean): boolean {
  const [drawn, setDrawn] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);
  if (failure !== null) throw failure;
  useEffect(() => {
    if (!wanted || drawn) return;
    const turn = () => setDrawn(true);
    waiting.push(turn);
    partsLoaded.then(pass, setFailure);
    return () => leave(turn); // after it was drawn, or when it is not wanted any more
  }, [wanted, drawn]);
  return wanted && drawn;
}
