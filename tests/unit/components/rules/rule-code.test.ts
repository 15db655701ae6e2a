import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { ruleCurl, ruleJson } from '../../../../components/rules/editor/rule-code';
import { createRuleInput } from '../../../../lib/alerting';
import type { NewRule } from '../../../../lib/shared';

const rule: NewRule = {
  kind: 'metric',
  name: `Ada's "errors" on $HOME`,
  measure: 'error_ratio',
  filters: { environment: 'production' },
  condition: { above: 0.05 },
  windowSeconds: 300,
  forSeconds: 0,
  keepFiringForSeconds: 0,
  missing: 'nodata',
  minCalls: 0,
  severity: 'high',
  channels: ['all'],
};

test('a rule as code is a body that the API takes as it is', () => {
  expect(createRuleInput.parse(JSON.parse(ruleJson(rule)))).toMatchObject(rule);
});

test('the line for the shell hands the body over whole, whatever the name holds, and no secret', () => {
  const line = ruleCurl({ url: 'https://watch.shop.example', projectId: 7, rule });
  expect(line).toContain('curl -X POST https://watch.shop.example/api/v1/projects/7/rules');
  expect(line).toContain('CALLWATCH_TOKEN=your-api-token');
  const said = execFileSync('sh', ['-c', `curl() { printf '%s' "$9"; }\n${line}`], { encoding: 'utf8' });
  expect(JSON.parse(said)).toEqual(rule);
});
