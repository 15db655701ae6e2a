'use client';

import { useQuery } from '@tanstack/react-query';
import { ruleQuery } from '../../lib/client';
import type { RuleItem } from '../../lib/shared';
import { useProject } from '../project/project-provider';
import { EditedView } from './editor/edited-view';
import { OF_RULES } from './editor/editor-place';
import { IncidentEditor } from './editor/incident-editor';
import { MetricEditor } from './editor/metric-editor';

/** One rule: as a sentence to be changed, with what it would have done. */
export function RulePage({ ruleId }: { ruleId: string }) {
  const { project } = useProject();
  const result = useQuery(ruleQuery(project.id, ruleId));
  return (
    <EditedView place={OF_RULES} result={result}>
      {(rule) => <Editor key={rule.id} rule={rule} />}
    </EditedView>
  );
}

const Editor = ({ rule }: { rule: RuleItem }) =>
  rule.kind === 'metric' ? <MetricEditor rule={rule} /> : <IncidentEditor rule={rule} />;
