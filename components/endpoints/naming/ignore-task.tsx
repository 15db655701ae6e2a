'use client';

import { countOf, endpointName } from '../../../lib/shared';
import type { NamedEndpoint } from './naming-task';
import { TaskFrame } from './task-frame';

type IgnoreTaskProps = {
  endpoints: readonly NamedEndpoint[];
  onIgnore: (endpoints: readonly NamedEndpoint[]) => Promise<void>;
  onCancel: () => void;
};

/** Asks whether calls of these endpoints are to be stored no longer. */
export function IgnoreTask({ endpoints, onIgnore, onCancel }: IgnoreTaskProps) {
  const [first] = endpoints;
  const what = endpoints.length === 1 && first ? endpointName(first) : countOf(endpoints.length, 'endpoint');
  const logins = endpoints.filter(({ isLogin }) => isLogin);
  return (
    <TaskFrame
      question={
        <span>
          Ignore <span className={endpoints.length === 1 ? 'font-mono text-12' : undefined}>{what}</span>?
        </span>
      }
      means={
        <>
          From now on {endpoints.length === 1 ? 'its' : 'their'} calls are taken and counted in the settings, but not
          stored: no figure, search, rule or detector knows of them. What is stored stays.
          {logins.length > 0 ? (
            <b className="font-medium text-ink"> Attacks on {logins.map(endpointName).join(', ')} would go unseen.</b>
          ) : null}
        </>
      }
      confirmLabel={`Ignore ${countOf(endpoints.length, 'endpoint')}`}
      busyLabel="Ignoring…"
      onConfirm={() => onIgnore(endpoints)}
      onCancel={onCancel}
    />
  );
}
