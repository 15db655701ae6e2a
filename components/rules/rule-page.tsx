'use client';

import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { ApiError, ruleQuery } from '../../lib/client';
import type { RuleItem } from '../../lib/shared';
import { useProject } from '../project/project-provider';
import { usePlace } from '../project/use-place';
import { ButtonLink } from '../ui/control/button-link';
import { PageTitle } from '../ui/layout/page-title';
import { Panel } from '../ui/layout/panel';
import { AsyncView } from '../ui/state/async-view';
import { EmptyState } from '../ui/state/empty-state';
import { ReadError } from '../failures/read-error';
import { SkeletonBlock } from '../ui/state/skeleton';
import { IncidentEditor } from './editor/incident-editor';
import { MetricEditor } from './editor/metric-editor';

/** One rule: as a sentence to be changed, with what it would have done. */
export function RulePage({ ruleId }: { ruleId: string }) {
  const { project } = useProject();
  const result = useQuery(ruleQuery(project.id, ruleId));
  return (
    <AsyncView
      result={result}
      loading={
        <Outside>
          <SkeletonBlock height={320} />
        </Outside>
      }
      failing={(error, retry) => (
        <Outside>
          <Failing error={error} retry={retry} />
        </Outside>
      )}
    >
      {(rule) => (
        <div className="grid min-w-0 gap-4">
          <Editor key={rule.id} rule={rule} />
        </div>
      )}
    </AsyncView>
  );
}

const Editor = ({ rule }: { rule: RuleItem }) =>
  rule.kind === 'metric' ? <MetricEditor rule={rule} /> : <IncidentEditor rule={rule} />;

function Outside({ children }: { children: ReactNode }) {
  return (
    <div className="grid gap-4">
      <PageTitle>Rule</PageTitle>
      <Panel label="Rule" flush>
        {children}
      </Panel>
    </div>
  );
}

function Failing({ error, retry }: { error: Error; retry: () => void }) {
  const to = usePlace();
  if (error instanceof ApiError && error.code === 'not_found') {
    return (
      <EmptyState
        minHeight={240}
        title="There is no such rule."
        actions={<ButtonLink href={to('/rules')}>All rules</ButtonLink>}
      >
        It may have been deleted.
      </EmptyState>
    );
  }
  return <ReadError title="The rule could not be read." onRetry={retry} error={error} minHeight={240} />;
}
