'use client';

import { useEffect, useState } from 'react';
import { FormRefusal } from '../../forms/form-refusal';
import { Button } from '../../ui/control/button';
import { focusAtOnce } from '../../ui/hooks/focus-at-once';
import { focusHeading } from '../../ui/hooks/focus-heading';
import { nothingHasFocus } from '../../ui/hooks/nothing-has-focus';
import { StateMark } from '../../ui/state/state-mark';
import { IgnoreTask } from './ignore-task';
import { MergeTask } from './merge-task';
import type { NamedEndpoint, NamingTask } from './naming-task';
import { RenameTask } from './rename-task';
import type { Naming } from './use-naming';

type NamingPanelProps = {
  naming: Naming;
  task: NamingTask | null;
  all: readonly NamedEndpoint[];
  /** The task is over: done or given up. */
  onEnd: (done: boolean) => void;
};

/** The question that is open about names, else what was done last, with its way back. */
export function NamingPanel({ naming, task, all, onEnd }: NamingPanelProps) {
  const { done } = naming;
  useEffect(
    () => () => {
      if (nothingHasFocus()) focusHeading(); // what was asked or done has gone, and what had opened it with it
    },
    [task, done],
  );
  if (!task) return <Done naming={naming} />;
  const { endpoints, kind } = task;
  const [first] = endpoints;
  const cancel = () => onEnd(false);
  const then = async (work: Promise<void>) => {
    await work;
    onEnd(true);
  };
  if (kind === 'ignore') {
    return <IgnoreTask endpoints={endpoints} onIgnore={(chosen) => then(naming.ignore(chosen))} onCancel={cancel} />;
  }
  if (kind === 'merge') {
    return (
      <MergeTask
        endpoints={endpoints}
        all={all}
        onMerge={(sources, into) => then(naming.merge(sources, into))}
        onCancel={cancel}
      />
    );
  }
  if (!first) return null;
  return <RenameOrMerge endpoint={first} all={all} naming={naming} then={then} onCancel={cancel} />;
}

type RenameOrMergeProps = {
  endpoint: NamedEndpoint;
  all: readonly NamedEndpoint[];
  naming: Naming;
  then: (work: Promise<void>) => Promise<void>;
  onCancel: () => void;
};

/** Asks for another route; where that is another endpoint's, whether to merge into that one. */
function RenameOrMerge({ endpoint, all, naming, then, onCancel }: RenameOrMergeProps) {
  const [into, setInto] = useState<NamedEndpoint | null>(null);
  if (into === null) {
    const rename = (one: NamedEndpoint, route: string | null) => then(naming.rename(one, route));
    return <RenameTask endpoint={endpoint} all={all} onRename={rename} onMerge={setInto} onCancel={onCancel} />;
  }
  return (
    <MergeTask
      endpoints={[endpoint]}
      all={all}
      chosen={into}
      onMerge={(sources, target) => then(naming.merge(sources, target))}
      onCancel={onCancel}
    />
  );
}

function Done({ naming: { done, refusal, undo, dismiss } }: { naming: Naming }) {
  if (!done) return <FormRefusal message={refusal} />;
  return (
    <div className="grid gap-1.5">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5">
        <output className="inline-flex items-baseline gap-1.5">
          <StateMark state="healthy" />
          {done.words}
        </output>
        <Button ref={focusAtOnce} size="sm" busy={undo.isPending && 'Undoing…'} onClick={() => undo.mutate(done)}>
          Undo
        </Button>
        <Button size="sm" kind="quiet" onClick={dismiss}>
          Dismiss
        </Button>
      </div>
      <FormRefusal message={refusal ?? undo.error?.message} />
    </div>
  );
}
