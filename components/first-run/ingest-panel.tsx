'use client';

import { useQuery } from '@tanstack/react-query';
import { keysQuery, useNow } from '../../lib/client';
import type { IngestKeyItem } from '../../lib/shared';
import { formatDuration, formatMoment } from '../../lib/shared';
import { useProject } from '../project/project-provider';
import { Panel } from '../ui/layout/panel';
import { StateLabel } from '../ui/state/state-label';
import { LOOK_BACK_MS } from './use-arrivals';

const HELP_AFTER_MS = 2 * 60_000;
const POLL_MS = 5_000;

/** What the server knows while nothing has arrived: keys made and used; after 2 min, what is usually the matter. */
export function IngestPanel({ openedAtMs }: { openedAtMs: number }) {
  const { project } = useProject();
  const now = useNow(1_000);
  const { data, error } = useQuery({ ...keysQuery(project.id), refetchInterval: POLL_MS });
  const keys = data?.keys.filter(({ revokedAt }) => revokedAt === null).slice(0, 3) ?? [];
  const waitedMs = Math.max(0, now - openedAtMs);
  return (
    <Panel
      title="Ingest"
      divided
      end={
        <StateLabel state="waiting">
          <span suppressHydrationWarning>Listening, {formatDuration(Math.floor(waitedMs / 1_000) * 1_000)}</span>
        </StateLabel>
      }
    >
      {error && !data ? <p className="mb-2 text-12 text-attack">The keys could not be read: {error.message}</p> : null}
      <ul className="grid gap-2 text-12">
        {keys.map((key) => (
          <KeyLine key={key.id} item={key} now={now} />
        ))}
        <li className="flex gap-4">
          <time suppressHydrationWarning className="w-18 shrink-0 text-ink-3">
            {formatMoment(now, now)}
          </time>
          No call in the last {formatDuration(LOOK_BACK_MS + waitedMs)}
        </li>
      </ul>
      {waitedMs > HELP_AFTER_MS ? <Help used={keys.some(({ lastUsedAt }) => lastUsedAt !== null)} /> : null}
    </Panel>
  );
}

function KeyLine({ item, now }: { item: IngestKeyItem; now: number }) {
  return (
    <li className="flex gap-4">
      <time className="w-18 shrink-0 text-ink-3">{formatMoment(item.lastUsedAt ?? item.createdAt, now)}</time>
      <div>
        Key <code className="font-mono">{item.hint}</code> {item.lastUsedAt ? 'last used' : 'made, not used yet'}
        {item.lastUsedAt ? (
          <div>
            <StateLabel state="healthy">Key accepted</StateLabel>
          </div>
        ) : null}
      </div>
    </li>
  );
}

/** The usual reasons, by whether anything has reached the server. */
function Help({ used }: { used: boolean }) {
  const { url } = useProject();
  return (
    <div aria-live="polite" className="-mx-4 mt-3 border-t border-line px-4 pt-3 text-12">
      <h3 className="text-13 font-semibold">Nothing after 2 min?</h3>
      <ul className="mt-1 list-disc pl-5 text-ink-2">
        {used ? (
          <>
            <li>Something with this key has reached the server: now open any page that uses your API.</li>
            <li>
              Traces: <code className="font-mono text-ink">deployment.environment.name</code>, where it is set, must
              name an environment of this project.
            </li>
          </>
        ) : (
          <li>
            Your API must reach <code className="font-mono text-ink">{url}</code>.
          </li>
        )}
        <li>The library must be added before your routes.</li>
        <li>Without a usable key it says so in one line when your API starts, and stays off.</li>
      </ul>
    </div>
  );
}
