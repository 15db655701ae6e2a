'use client';

import type { ChannelItem } from '../../../lib/shared';
import { ALL_CHANNELS, countOf } from '../../../lib/shared';
import { TestResult } from '../../channels/test-result';
import { useMay } from '../../project/use-may';
import { usePlace } from '../../project/use-place';
import { Button } from '../../ui/control/button';
import { TextLink } from '../../ui/data/text-link';
import { Panel } from '../../ui/layout/panel';
import { StateLabel } from '../../ui/state/state-label';
import { type TestAsked, useTests } from './use-tests';

type TestMessageProps = {
  /** Channel ids, or `all` alone. */
  chosen: readonly string[];
  channels: readonly ChannelItem[];
};

/** Sends a test message to everyone whom the rule tells, and shows how it went by channel. */
export function TestMessage({ chosen, channels }: TestMessageProps) {
  const mayTest = useMay('channel:test');
  const tests = useTests();
  const told = channels.filter(({ id }) => chosen.includes(ALL_CHANNELS) || chosen.includes(id));
  const on = told.filter(({ enabled }) => enabled);
  return (
    <Panel title="Test message" divided flush>
      <div className="grid gap-2.5 px-4 py-3">
        <p className="text-ink-2">
          <Whom told={told} /> The rule does not fire by it, and no alert is written.
        </p>
        {on.length > 0 ? (
          <div className="flex">
            <Button
              size="touch"
              busy={tests.underWay && 'Sending…'}
              disabledReason={!mayTest && 'Viewers send no messages.'}
              onClick={() => tests.submit(on.map(({ id }) => id))}
            >
              Send test to {countOf(on.length, 'channel')}
            </Button>
          </div>
        ) : null}
      </div>
      {told.length > 0 ? (
        <ul aria-label="Channels of the rule">
          {told.map((channel) => (
            <li key={channel.id} className="grid gap-0.5 border-t border-line px-4 py-2">
              <span className="truncate font-medium">{channel.name}</span>
              <Outcome channel={channel} asked={tests.data?.get(channel.id)} />
            </li>
          ))}
        </ul>
      ) : null}
    </Panel>
  );
}

function Whom({ told }: { told: readonly ChannelItem[] }) {
  const to = usePlace();
  if (told.length > 0) return 'Each channel gets a message that says it is a test.';
  return (
    <>
      This rule tells nobody yet: name a channel in it, or <TextLink href={to('/channels')}>add one</TextLink>.
    </>
  );
}

function Outcome({ channel, asked }: { channel: ChannelItem; asked: TestAsked | undefined }) {
  if (!channel.enabled) return <Words state="silenced">Turned off: it is told nothing</Words>;
  if (asked === undefined) return <span className="text-12 text-ink-3">not tested from here yet</span>;
  if ('error' in asked) return <Words state="failed">{asked.error}</Words>;
  return <TestResult deliveryId={asked.deliveryId} />;
}

function Words({ state, children }: { state: 'silenced' | 'failed'; children: string }) {
  return (
    <span className="text-12">
      <StateLabel state={state}>{children}</StateLabel>
    </span>
  );
}
