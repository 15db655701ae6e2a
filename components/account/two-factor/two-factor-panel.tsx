'use client';

import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { twoFactorQuery } from '../../../lib/client';
import type { TwoFactorState } from '../../../lib/shared';
import { Panel } from '../../ui/layout/panel';
import { AsyncView } from '../../ui/state/async-view';
import { ReadError } from '../../failures/read-error';
import { SkeletonBlock } from '../../ui/state/skeleton';
import { EnrolTwoFactor } from './enrol-two-factor';
import { ManageTwoFactor } from './manage-two-factor';
import { RecoveryCodes } from './recovery-codes';
import { useTwoFactorChanged } from './use-two-factor-changed';

/** The second factor of the person: set up, or what to do with it. */
export function TwoFactorPanel() {
  const result = useQuery(twoFactorQuery());
  return (
    <Panel title="Two-factor authentication" divided>
      <AsyncView
        result={result}
        loading={<SkeletonBlock height={120} />}
        failing={(error, retry) => <ReadError title="Its state could not be read." onRetry={retry} error={error} />}
      >
        {(state) => <Body state={state} />}
      </AsyncView>
    </Panel>
  );
}

/** New recovery codes stay until the person has kept them, whatever else is read meanwhile. */
function Body({ state }: { state: TwoFactorState }) {
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  const changed = useTwoFactorChanged();
  const show = async (recoveryCodes: readonly string[]) => {
    setCodes(recoveryCodes);
    await changed();
  };
  if (codes) return <RecoveryCodes codes={codes} onDone={() => setCodes(null)} />;
  return state.enabled ? (
    <ManageTwoFactor state={state} onCodes={show} />
  ) : (
    <EnrolTwoFactor state={state} onCodes={show} />
  );
}
