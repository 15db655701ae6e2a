'use client';

import { useState } from 'react';
import { endpointName } from '../../../lib/shared';
import { Field } from '../../ui/control/field';
import { Input } from '../../ui/control/input';
import type { NamedEndpoint } from './naming-task';
import { TaskFrame } from './task-frame';

type RenameTaskProps = {
  endpoint: NamedEndpoint;
  onRename: (endpoint: NamedEndpoint, route: string | null) => Promise<void>;
  onCancel: () => void;
};

/** Asks what an endpoint is to be shown as. */
export function RenameTask({ endpoint, onRename, onCancel }: RenameTaskProps) {
  const [route, setRoute] = useState(endpoint.route);
  const wanted = route.trim();
  const fault = wanted !== '' && !wanted.startsWith('/') ? 'A route begins with /.' : undefined;
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
      disabledReason={fault ? 'A route begins with /.' : wanted === endpoint.route && 'This is its name already.'}
      onConfirm={() => onRename(endpoint, wanted === '' ? null : wanted)}
      onCancel={onCancel}
    >
      <div className="max-w-120">
        <Field label="Shown as" error={fault}>
          <Input mono value={route} autoComplete="off" onChange={(event) => setRoute(event.target.value)} />
        </Field>
      </div>
    </TaskFrame>
  );
}
