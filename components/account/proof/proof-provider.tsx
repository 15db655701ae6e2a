'use client';

import { createContext, type ReactNode, useCallback, useContext, useState } from 'react';
import { AppError } from '../../../lib/shared';
import { ProofDialog } from './proof-dialog';

/** Runs an action; when the server wants to know again who asks, the person is asked, and the action runs once more. */
export type Proven = <Answer>(action: () => Promise<Answer>) => Promise<Answer>;

type Ask = (given: boolean) => void;

const ProofContext = createContext<Proven | null>(null);

const asksForProof = (error: unknown): boolean =>
  error instanceof AppError && error.code === 'reauthentication_required';

/** For sensitive changes. An action whose question was closed throws what the server refused it with. */
export function useProven(): Proven {
  const proven = useContext(ProofContext);
  if (!proven) throw new Error('nobody asks for a proof here: the page stands outside its provider');
  return proven;
}

/** Holds the dialog that asks for password or code, once for all actions of a page. */
export function ProofProvider({ children }: { children: ReactNode }) {
  const [ask, setAsk] = useState<Ask | null>(null);
  const proven = useCallback(async <Answer,>(action: () => Promise<Answer>): Promise<Answer> => {
    try {
      return await action();
    } catch (error) {
      if (!asksForProof(error)) throw error;
      const given = await new Promise<boolean>((resolve) => setAsk(() => resolve));
      setAsk(null);
      if (!given) throw error;
      return action();
    }
  }, []);
  return (
    <ProofContext value={proven}>
      {children}
      {ask ? <ProofDialog onProven={() => ask(true)} onCancel={() => ask(false)} /> : null}
    </ProofContext>
  );
}
