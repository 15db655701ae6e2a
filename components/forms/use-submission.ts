'use client';

import { useMutation } from '@tanstack/react-query';
import { useRef, useState } from 'react';

type SubmissionOptions<Input, Answer> = {
  send: (input: Input) => Promise<Answer>;
  /** Runs while the submission is still under way. */
  onDone?: (answer: Answer, input: Input) => Promise<unknown> | void;
  /** Runs when the server refused as well. */
  onSettled?: () => Promise<unknown> | void;
  /** A success leads to another page: it stays under way until this one is gone. */
  leadsAway?: boolean;
};

/**
 * Sends what must not be made twice. A second submission is ignored while one is under way, whatever the page shows by
 * then: the state of a mutation is that of the last render, and two clicks come faster.
 */
export function useSubmission<Answer, Input = void>(options: SubmissionOptions<Input, Answer>) {
  const { send, onDone, onSettled, leadsAway = false } = options;
  const taken = useRef(false);
  const [underWay, setUnderWay] = useState(false);
  const take = (next: boolean) => {
    taken.current = next;
    setUnderWay(next);
  };
  const { mutate, reset, data, error, variables } = useMutation({
    mutationFn: send,
    onSuccess: (answer, input) => onDone?.(answer, input),
    onSettled: async (_answer, refusal) => {
      await onSettled?.();
      if (refusal !== null || !leadsAway) take(false);
    },
  });
  return {
    submit: (input: Input): void => {
      if (taken.current) return;
      take(true);
      mutate(input);
    },
    underWay,
    /** What is under way. */
    input: underWay ? variables : undefined,
    data,
    error,
    /** Takes a refusal off; does nothing while one is under way, which may yet be refused. */
    reset: (): void => {
      if (!taken.current) reset();
    },
  };
}
