'use client';

import { useState } from 'react';
import { useNow } from '../../lib/client';
import type { ChannelItem } from '../../lib/shared';
import { formatMoment } from '../../lib/shared';
import { FormRefusal } from '../forms/form-refusal';
import { StateLabel } from '../ui/state/state-label';
import { ChannelButtons } from './channel-buttons';
import { ChannelConfirm, type Doing } from './channel-confirm';
import { HEALTH } from './channel-health';
import { TestResult } from './test-result';
import { useChannelChanges } from './use-channel-changes';

/** One channel: where it leads, whether it works, and what can be done with it. */
export function ChannelRow({ channel }: { channel: ChannelItem }) {
  const now = useNow(30_000);
  const [doing, setDoing] = useState<Doing>(null);
  const changes = useChannelChanges(channel.id, (secret) =>
    setDoing(secret === null ? null : { kind: 'secret', secret }),
  );
  const { state, word } = HEALTH[channel.health.state];
  const { lastSentAt, lastError } = channel.health;
  return (
    <li className="grid gap-2 border-b border-line px-4 py-2.5 last:border-b-0">
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <div className="min-w-0">
          <p className="wrap-anywhere">
            <span className="font-medium">{channel.name}</span>
            <span className="ml-2 text-12 text-ink-3">
              {channel.kind === 'email' ? 'email' : 'webhook'}
              {channel.target === channel.name ? '' : ` to ${channel.target}`}
            </span>
          </p>
          <div className="flex flex-wrap items-center gap-x-2 text-12 text-ink-3">
            <StateLabel state={state}>{word}</StateLabel>
            {lastSentAt ? <span>last delivered {formatMoment(lastSentAt, now)} UTC</span> : null}
            {lastError ? <span className="wrap-anywhere">{lastError}</span> : null}
          </div>
        </div>
        <ChannelButtons
          channel={channel}
          changes={changes}
          onDelete={() => setDoing({ kind: 'deleting' })}
          onRotate={() => setDoing({ kind: 'rotating' })}
        />
      </div>
      {changes.test.data ? <TestResult deliveryId={changes.test.data.deliveryId} /> : null}
      <FormRefusal message={changes.error?.message} />
      <ChannelConfirm channel={channel} changes={changes} doing={doing} onDoing={setDoing} />
    </li>
  );
}
