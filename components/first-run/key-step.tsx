'use client';

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { createKey, keysQuery } from '../../lib/client';
import type { IngestKeyItem } from '../../lib/shared';
import { useProject } from '../project/project-provider';
import { useMay } from '../project/use-may';
import { FormRefusal } from '../forms/form-refusal';
import { useSubmission } from '../forms/use-submission';
import { Button } from '../ui/control/button';
import { CopyField } from '../ui/data/copy-field';
import { Step } from '../ui/layout/step';

type KeyStepProps = { freshKey: string | null; onKey: (key: string) => void };

/** The key while it is fresh; otherwise which keys there are, and a button that makes another. */
export function KeyStep({ freshKey, onKey }: KeyStepProps) {
  const { project } = useProject();
  const { data } = useQuery(keysQuery(project.id));
  const live = data?.keys.filter(({ revokedAt }) => revokedAt === null) ?? [];
  const done = freshKey !== null || live.length > 0;
  return (
    <Step number={2} state={done ? 'done' : 'current'} title={freshKey ? 'Copy the ingest key' : 'Have an ingest key'}>
      <p>It can only send calls, not read them. It is shown once; you can make another at any time.</p>
      {freshKey ? (
        <CopyField value={freshKey} label="Ingest key" />
      ) : (
        <MakeKey live={live} known={data !== undefined} onKey={onKey} />
      )}
    </Step>
  );
}

type MakeKeyProps = { live: readonly IngestKeyItem[]; known: boolean; onKey: (key: string) => void };

function MakeKey({ live, known, onKey }: MakeKeyProps) {
  const { project } = useProject();
  const client = useQueryClient();
  const may = useMay('key:create');
  const environment = project.environments.find(({ archive }) => !archive)?.slug ?? 'production';
  const make = useSubmission({
    send: () => createKey(project.id, { name: `Key ${live.length + 1}`, environment }),
    onDone: ({ key }) => {
      onKey(key);
      return client.invalidateQueries({ queryKey: keysQuery(project.id).queryKey });
    },
  });
  return (
    <>
      {live.length > 0 ? (
        <ul>
          {live.slice(0, 3).map((key) => (
            <li key={key.id}>
              <code className="font-mono text-12 text-ink">{key.hint}</code> of {key.environment}, {key.name}
            </li>
          ))}
        </ul>
      ) : null}
      {known && !may ? <p>An admin of the organization can make one.</p> : null}
      <FormRefusal message={make.error?.message} />
      {may ? (
        <div className="flex">
          <Button size="touch" onClick={() => make.submit()} busy={make.underWay && 'Making…'}>
            Make a key for {environment}
          </Button>
        </div>
      ) : null}
    </>
  );
}
