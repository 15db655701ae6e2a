'use client';

import { useState } from 'react';
import type { NewRule } from '../../../lib/shared';
import { useProject } from '../../project/project-provider';
import { TabBody, Tabs } from '../../ui/control/tabs';
import { CodeBlock } from '../../ui/data/code-block';
import { Panel } from '../../ui/layout/panel';
import { EmptyState } from '../../ui/state/empty-state';
import { ruleCurl, ruleJson } from './rule-code';

const TABS = [
  { value: 'json', label: 'JSON' },
  { value: 'curl', label: 'curl' },
] as const;
type Form = (typeof TABS)[number]['value'];

/** The rule as the API takes it; null while something in it is wrong. */
export function RuleAsCode({ rule }: { rule: NewRule | null }) {
  const { project, url } = useProject();
  const [form, setForm] = useState<Form>('json');
  return (
    <Panel title="As code" divided flush>
      {rule === null ? (
        <EmptyState title="There is nothing to write down yet.">
          The rule stands here once what is wrong in the sentence is mended.
        </EmptyState>
      ) : (
        <Tabs<Form> label="Form of the code" value={form} tabs={TABS} onChange={setForm} inset>
          <TabBody value="json">
            <CodeBlock bare label="The body of POST rules" code={ruleJson(rule)} />
          </TabBody>
          <TabBody value="curl">
            <CodeBlock
              bare
              label="Makes a rule like this; the token needs the scope write"
              code={ruleCurl({ url, projectId: project.id, rule })}
            />
          </TabBody>
        </Tabs>
      )}
    </Panel>
  );
}
