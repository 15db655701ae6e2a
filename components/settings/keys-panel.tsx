'use client';

import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { keysQuery } from '../../lib/client';
import type { NewKeyAnswer } from '../../lib/shared';
import { useProject } from '../project/project-provider';
import { useMay } from '../project/use-may';
import { Button } from '../ui/control/button';
import { CopyField } from '../ui/data/copy-field';
import { Panel } from '../ui/layout/panel';
import { AsyncView } from '../ui/state/async-view';
import { EmptyState } from '../ui/state/empty-state';
import { ReadError } from '../failures/read-error';
import { SkeletonRows } from '../ui/state/skeleton';
import { KeysTable } from './keys-table';
import { NewKeyForm } from './new-key-form';

/** The ingest keys of the project: what sends calls, when it last did, and how to end it. */
export function KeysPanel() {
  const { project } = useProject();
  const may = useMay('key:create');
  const [making, setMaking] = useState(false);
  const [made, setMade] = useState<NewKeyAnswer | null>(null);
  const result = useQuery(keysQuery(project.id));
  const create =
    may && !making ? (
      <Button size="tall" onClick={() => setMaking(true)}>
        Create key
      </Button>
    ) : null;
  const onMade = (answer: NewKeyAnswer) => {
    setMade(answer);
    setMaking(false);
  };
  return (
    <Panel title="Ingest keys" note="they send calls and read nothing" divided flush end={create}>
      {making ? <NewKeyForm onMade={onMade} onCancel={() => setMaking(false)} /> : null}
      {made ? <MadeKey made={made} onDone={() => setMade(null)} /> : null}
      <AsyncView
        result={result}
        loading={<SkeletonRows rows={3} />}
        failing={(error, retry) => <ReadError title="The keys could not be read." onRetry={retry} error={error} />}
        isEmpty={({ keys }) => keys.length === 0}
        empty={<EmptyState title="No ingest key yet.">Without one, nothing can send calls.</EmptyState>}
      >
        {({ keys }) => <KeysTable keys={keys} />}
      </AsyncView>
    </Panel>
  );
}

function MadeKey({ made: { key, item }, onDone }: { made: NewKeyAnswer; onDone: () => void }) {
  return (
    <div className="grid gap-2 border-b border-line px-4 py-3">
      <p>
        <b className="font-medium">{item.name}</b> for {item.environment}. It is shown once: copy it to your API now.
      </p>
      <div className="max-w-160">
        <CopyField value={key} label={`Ingest key ${item.name}`} />
      </div>
      <div>
        <Button onClick={onDone}>I have copied it</Button>
      </div>
    </div>
  );
}
