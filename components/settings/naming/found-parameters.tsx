'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { giveUpParameter, useNow } from '../../../lib/client';
import type { RouteParameterItem } from '../../../lib/shared';
import { formatMoment, shownPath } from '../../../lib/shared';
import { FormRefusal } from '../../forms/form-refusal';
import { useProject } from '../../project/project-provider';
import { useMay } from '../../project/use-may';
import { Button } from '../../ui/control/button';
import { ConfirmBox } from '../../ui/overlay/confirm-box';

const KIND_WORDS: Readonly<Record<string, string>> = {
  locale: 'languages',
  file: 'files',
  slug: 'titles',
  name: 'names',
};

type Parameter = RouteParameterItem;
const keyOf = ({ prefix, kind }: Parameter): string => `${prefix} ${kind}`;
const placeOf = ({ prefix, name }: Parameter): string => `${shownPath(prefix)}/${name}`;

/** Places in paths where many values were seen; what is called there counts as one, until a person says that it is none. */
export function FoundParameters({ parameters }: { parameters: readonly Parameter[] }) {
  const { project } = useProject();
  const client = useQueryClient();
  const may = useMay('project:update');
  const [ending, setEnding] = useState<Parameter | null>(null);
  const giveUp = useMutation({
    mutationFn: (parameter: Parameter) => giveUpParameter(project.id, parameter),
    onSuccess: () => {
      setEnding(null);
      return client.invalidateQueries({ queryKey: ['project', project.id] });
    },
  });
  return (
    <div className="grid gap-1 border-b border-line px-4 py-2.5 text-12 text-ink-2">
      <p>Found in paths, by many values in one place; from then on they count as one:</p>
      <ul className="grid gap-0.5">
        {parameters.map((parameter) => (
          <Place key={keyOf(parameter)} parameter={parameter} onGiveUp={may ? setEnding : null} />
        ))}
      </ul>
      {ending ? (
        <ConfirmBox
          key={keyOf(ending)}
          question={`Is ${placeOf(ending)} no parameter?`}
          confirmLabel="Give up 1 parameter"
          busyLabel="Giving up…"
          busy={giveUp.isPending}
          onConfirm={() => giveUp.mutate(ending)}
          onCancel={() => setEnding(null)}
        >
          The endpoints from before it was found count for themselves again, and so does each path that comes. What was
          counted meanwhile stays. Nothing is found in this place again; endpoints can still be merged by hand.
        </ConfirmBox>
      ) : null}
      <FormRefusal message={giveUp.error?.message} />
    </div>
  );
}

type PlaceProps = { parameter: Parameter; onGiveUp: ((parameter: Parameter) => void) | null };

function Place({ parameter, onGiveUp }: PlaceProps) {
  const { kind, kept, givenUpAt } = parameter;
  const now = useNow(30_000);
  return (
    <li className="wrap-anywhere">
      <span className="font-mono text-ink">{placeOf(parameter)}</span> {KIND_WORDS[kind] ?? kind}
      {kept.length > 0 ? (
        <>
          , but <span className="font-mono">{kept.map(shownPath).join(', ')}</span>
        </>
      ) : null}
      {givenUpAt ? `, given up ${formatMoment(givenUpAt, now, 'minute')} UTC` : null}
      {onGiveUp && !givenUpAt ? (
        <Button size="sm" kind="quiet" onClick={() => onGiveUp(parameter)}>
          Give up…<span className="sr-only"> {placeOf(parameter)}</span>
        </Button>
      ) : null}
    </li>
  );
}
