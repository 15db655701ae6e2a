'use client';

import { createContext, type ReactNode, useContext } from 'react';
import type { MeAnswer } from '../../lib/shared';

const MeContext = createContext<MeAnswer | null>(null);

/** Whoever is signed in. Throws outside of the pages that know. */
export function useMe(): MeAnswer {
  const me = useContext(MeContext);
  if (!me) throw new Error('nobody: the page stands outside the frame of an account');
  return me;
}

export function MeProvider({ value, children }: { value: MeAnswer; children: ReactNode }) {
  return <MeContext value={value}>{children}</MeContext>;
}
