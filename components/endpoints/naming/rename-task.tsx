'use client';

import { useState } from 'react';
import { endpointName } from '../../../lib/shared';
import { Button } from '../../ui/control/button';
import { Field } from '../../ui/control/field';
import { Input } from '../../ui/control/input';
import { type NamedEndpoint, shownAs } from './naming-task';
import { TaskFrame } from './task-frame';

type RenameTaskProps = {
  endpoint: NamedEndpoint;
  /** All that are known. */
  all: readonly NamedEndpoint[];
  onRename: (endpoint: NamedEndpoint, route: string | null) => Promise<void>;
  /** The route is that of another endpoint: this one is to be merged into it. */
  onMerge: (into: NamedEndpoint) => void;
  onCancel: () => void;
};

/** Asks what an endpoint is to be shown as. */
export function RenameTask({ endpoint, all, onRename, onMerge, onCancel }: RenameTaskProps) {
  const [route, setRoute] = useState(endpoint.route);
  const wanted = route.trim();
  const taken = shownAs(wanted, { endpoint, all });
  const fault = faultOf(wanted, taken);
  return (
    <TaskFrame
      question={
        <span>
          Rename <span className="font-mono text-12">{endpointName(endpoint)}</span>
        </span>
      }
      means="Its id, its calls and all links to it stay; calls keep coming in under the route that your API sends. Leave it empty to show that one again."
      confirmLabel="Rename"
      busyLabel="Renaming…"
      disabledReason={fault ?? (wanted === endpoint.route && 'This is its name already.')}
      onConfirm={() => onRename(endpoint, wanted === '' ? null : wanted)}
      onCancel={onCancel}
    >
      <div className="grid max-w-120 gap-2">
        <Field label="Shown as" error={fault}>
          <Input mono value={route} autoComplete="off" onChange={(event) => setRoute(event.target.value)} />
        </Field>
        {taken ? (
          <div>
            <Button onClick={() => onMerge(taken)}>Merge into it…</Button>
          </div>
        ) : null}
      </div>
    </TaskFrame>
  );
}

function faultOf(wanted: string, taken: NamedEndpoint | undefined): string | undefined {
  if (wanted !== '' && !wanted.startsWith('/')) return 'A route begins with /.';
  return taken && `${endpointName(taken)} is another endpoint. Both can count as one.`;
}
