'use client';

import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { tokensQuery } from '../../lib/client';
import type { NewApiTokenAnswer } from '../../lib/shared';
import { Arrived } from '../auth/arrived';
import { useMayHere, useOrganization } from '../home/organization-provider';
import { Button } from '../ui/control/button';
import { CopyField } from '../ui/data/copy-field';
import { PageTitle } from '../ui/layout/page-title';
import { Panel } from '../ui/layout/panel';
import { AsyncView } from '../ui/state/async-view';
import { EmptyState } from '../ui/state/empty-state';
import { ReadError } from '../failures/read-error';
import { SkeletonRows } from '../ui/state/skeleton';
import { NewTokenForm } from './new-token-form';
import { TokensTable } from './tokens-table';

/** The secrets with which scripts use the API, for those who may make them. */
export function TokensPage() {
  const { role } = useOrganization();
  if (useMayHere('token:manage')) return <TokenList />;
  return (
    <>
      <PageTitle>API tokens</PageTitle>
      <Panel label="API tokens" flush>
        <EmptyState title={`Your role is ${role}.`}>Owners and admins make and revoke API tokens.</EmptyState>
      </Panel>
    </>
  );
}

function TokenList() {
  const { id, name } = useOrganization();
  const [making, setMaking] = useState(false);
  const [made, setMade] = useState<NewApiTokenAnswer | null>(null);
  const result = useQuery(tokensQuery(id));
  const create = making ? null : (
    <Button size="tall" onClick={() => setMaking(true)}>
      Create token
    </Button>
  );
  const onMade = (answer: NewApiTokenAnswer) => {
    setMade(answer);
    setMaking(false);
  };
  return (
    <>
      <PageTitle note={`for scripts, in all projects of ${name}`} end={create}>
        API tokens
      </PageTitle>
      {making ? <NewTokenForm onMade={onMade} onCancel={() => setMaking(false)} /> : null}
      <Panel label="API tokens" flush>
        {made ? <MadeToken made={made} onDone={() => setMade(null)} /> : null}
        <AsyncView
          result={result}
          loading={<SkeletonRows rows={3} />}
          failing={(error, retry) => <ReadError title="The tokens could not be read." onRetry={retry} error={error} />}
          isEmpty={({ tokens }) => tokens.length === 0}
          empty={
            <EmptyState title="No API token yet.">
              With one a script reads figures and incidents, or changes settings. SDKs need an ingest key instead.
            </EmptyState>
          }
        >
          {({ tokens }) => <TokensTable tokens={tokens} />}
        </AsyncView>
      </Panel>
    </>
  );
}

function MadeToken({ made: { token, item }, onDone }: { made: NewApiTokenAnswer; onDone: () => void }) {
  return (
    <div className="grid gap-2 border-b border-line px-4 py-3">
      <Arrived>
        <p>
          <b className="font-medium text-ink">{item.name}</b>: the token is shown once. Copy it to your script now.
        </p>
      </Arrived>
      <div className="max-w-160">
        <CopyField value={token} label={`API token ${item.name}`} />
      </div>
      <div>
        <Button size="tall" onClick={onDone}>
          I have copied it
        </Button>
      </div>
    </div>
  );
}
