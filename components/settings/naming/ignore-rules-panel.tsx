'use client';

import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ignoreRulesQuery } from '../../../lib/client';
import { IGNORE_SUGGESTIONS } from '../../../lib/shared';
import type { CallPattern, IgnoreRuleItem } from '../../../lib/shared';
import { ReadError } from '../../failures/read-error';
import { useProject } from '../../project/project-provider';
import { useMay } from '../../project/use-may';
import { Button } from '../../ui/control/button';
import { Panel } from '../../ui/layout/panel';
import { AsyncView } from '../../ui/state/async-view';
import { EmptyState } from '../../ui/state/empty-state';
import { SkeletonRows } from '../../ui/state/skeleton';
import { IgnoreRuleForm } from './ignore-rule-form';
import { IgnoreRulesTable } from './ignore-rules-table';

/** Calls that are taken and not stored: health checks and monitors, by rule. */
export function IgnoreRulesPanel() {
  const { project } = useProject();
  const may = useMay('project:update');
  const result = useQuery(ignoreRulesQuery(project.id));
  const [making, setMaking] = useState<Partial<CallPattern> | null>(null);
  const begin =
    may && !making ? (
      <Button size="tall" onClick={() => setMaking({})}>
        Ignore calls…
      </Button>
    ) : null;
  return (
    <Panel title="Ignored calls" note="taken and counted, not stored" divided flush end={begin}>
      {making ? <IgnoreRuleForm key={JSON.stringify(making)} from={making} onDone={() => setMaking(null)} /> : null}
      <AsyncView
        result={result}
        loading={<SkeletonRows rows={3} />}
        failing={(error, retry) => <ReadError title="The rules could not be read." onRetry={retry} error={error} />}
        isEmpty={({ rules }) => rules.length === 0}
        empty={
          <EmptyState title="No calls are ignored by rule.">
            Health checks and monitors count like any other caller.
          </EmptyState>
        }
      >
        {({ rules }) => <IgnoreRulesTable rules={rules} />}
      </AsyncView>
      {may && result.data ? <Suggestions rules={result.data.rules} onPick={setMaking} /> : null}
    </Panel>
  );
}

type SuggestionsProps = { rules: readonly IgnoreRuleItem[]; onPick: (pattern: Partial<CallPattern>) => void };

/** Well-known monitors that no rule names yet; each opens the form, with what it would have matched. */
function Suggestions({ rules, onPick }: SuggestionsProps) {
  const left = IGNORE_SUGGESTIONS.filter(
    ({ path = null, userAgent = null }) => !rules.some((rule) => rule.path === path && rule.userAgent === userAgent),
  );
  if (left.length === 0) return null;
  return (
    <div className="flex flex-wrap items-center gap-1.5 border-t border-line px-4 py-2.5 text-12 text-ink-2">
      <span>Often ignored:</span>
      {left.map(({ name, ...pattern }) => (
        <Button key={name} size="sm" kind="quiet" onClick={() => onPick(pattern)}>
          {name}…
        </Button>
      ))}
    </div>
  );
}
