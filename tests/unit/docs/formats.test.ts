import { existsSync } from 'node:fs';
import path from 'node:path';
import { parser as promql } from '@prometheus-io/lezer-promql';
import { describe, expect, test } from 'vitest';
import { parse as parseYaml } from 'yaml';
import { z } from 'zod';
import { parseAccessLogLine } from '../../../lib/formats';
import { NATIVE_DOORS } from '../../../lib/http';
import { LIMITS } from '../../../lib/ingest/limits';
import { blocksOf, nameOf, proseOf, readDocument, ROOT, type Block } from '../../support/docs/documents';
import { hasAnalyze, parseIni, unitFaults } from '../../support/docs/ini';
import { parseMermaid } from '../../support/docs/mermaid';
import { parseNginx, type Directive } from '../../support/docs/nginx';

const named = (blocks: readonly Block[]) => blocks.map((block) => [nameOf(block), block.text] as const);
const README = readDocument('README.md');

test.each(named(blocksOf('ini')))('the unit at %s is of settings and scripts that there are', (_, text) => {
  const unit = parseIni(text);
  expect(Object.keys(unit)).toEqual(['Service']);
  const service = unit['Service'] ?? [];
  const settings = service.filter(([key]) => key === 'Environment').flatMap(([, value]) => value.split(' '));
  for (const setting of settings) expect(README).toContain(`\`${setting.split('=')[0]}\``);
  const [, start = ''] = service.find(([key]) => key === 'ExecStart') ?? [];
  const script = /^\/usr\/bin\/(?:node (\S+)|npm run --silent (\S+) --)/.exec(start);
  if (script?.[1]) expect(existsSync(path.join(ROOT, script[1]))).toBe(true);
  else expect(readDocument('package.json')).toContain(`"${script?.[2]}": `);
});

describe.runIf(hasAnalyze)('where systemd is installed', () => {
  test.each(named(blocksOf('ini')))('it finds no fault with the unit at %s', (_, text) => {
    expect(unitFaults(text)).toEqual([]);
  });
});

const args = (directives: readonly Directive[], name: string): string[] =>
  directives.filter((one) => one.name === name).map((one) => one.args.join(' '));

test.each(named(blocksOf('nginx')))('the configuration at %s passes all that Callwatch needs of a proxy', (_, text) => {
  const [server, ...others] = parseNginx(text);
  expect([server?.name, others]).toEqual(['server', []]);
  const inner = server?.block ?? [];
  expect(Number.parseInt(args(inner, 'client_max_body_size')[0] ?? '', 10) << 20).toBeGreaterThanOrEqual(
    LIMITS.otlpBytes,
  );
  const [pages, live] = inner.filter(({ name }) => name === 'location');
  expect([pages?.args, live?.args[0]]).toEqual([['/'], '~']);
  const isLive = new RegExp(live?.args[1] ?? '');
  expect(['/api/v1/projects/7/live', '/api/v1/projects/7/live/calls'].map((one) => isLive.test(one))).toEqual([
    true,
    true,
  ]);
  expect(isLive.test('/api/v1/projects/7/calls')).toBe(false);
  for (const block of [pages?.block ?? [], live?.block ?? []]) {
    expect(args(block, 'proxy_pass')).toEqual(['http://127.0.0.1:3000']);
    expect(args(block, 'proxy_set_header').sort()).toEqual([
      'Connection ',
      'Host $host',
      'X-Forwarded-For $proxy_add_x_forwarded_for',
    ]);
  }
  expect(args(live?.block ?? [], 'proxy_buffering')).toEqual(['off']);
});

const scrapes = z.strictObject({
  scrape_configs: z.array(
    z.strictObject({
      job_name: z.string(),
      authorization: z.strictObject({ credentials_file: z.string() }),
      static_configs: z.array(z.strictObject({ targets: z.array(z.string().regex(/^[\d.]+:\d+$/)) })),
    }),
  ),
});
const alerts = z.strictObject({
  groups: z.array(
    z.strictObject({
      name: z.string(),
      rules: z.array(
        z.strictObject({
          alert: z.string(),
          expr: z.string(),
          for: z
            .string()
            .regex(/^\d+[smh]$/)
            .optional(),
        }),
      ),
    }),
  ),
});

/** Where an expression is no PromQL. */
function promqlFaults(expr: string): string[] {
  const faults: string[] = [];
  promql.parse(expr).iterate({ enter: ({ type, from }) => void (type.isError && faults.push(expr.slice(from))) });
  return faults;
}

test.each(named(blocksOf('yaml')))(
  'the YAML at %s is what Prometheus takes, of metrics that the guide lists',
  (_, text) => {
    const read = z.union([scrapes, alerts]).parse(parseYaml(text));
    const exprs = 'groups' in read ? read.groups.flatMap(({ rules }) => rules.map(({ expr }) => expr)) : [];
    expect(exprs.flatMap(promqlFaults)).toEqual([]);
    const metrics = exprs.join(' ').match(/\b(?:callwatch|nodejs)_\w+/g) ?? [];
    const guide = proseOf('docs/guides/operating.md');
    expect(metrics.filter((name) => !guide.includes(`\`${name.replace(/_bucket$/, '')}`))).toEqual([]);
  },
);

test.each(named(blocksOf('log')))('each line at %s is read as a call', (_, text) => {
  for (const line of text.trimEnd().split('\n'))
    expect(parseAccessLogLine(line)).toMatchObject({ entry: { method: 'GET', status: 200, durationMs: 21 } });
});

test.each(named(blocksOf('http')))(
  'the lines at %s are headers, below a request to a door if there is one',
  (_, text) => {
    const [first = '', ...lines] = text.trimEnd().split('\n');
    const request = /^(GET|POST) (\S+) HTTP\/1\.1$/.exec(first);
    if (request) expect(NATIVE_DOORS.map((door) => door.path)).toContain(request[2]);
    const headers = new Headers(
      (request ? lines : [first, ...lines]).map((line): [string, string] => {
        const [, name = '', value = ''] = /^([\w-]+): (.+)$/.exec(line) ?? [];
        return [name, value.replace('…', 'x')];
      }),
    );
    expect(headers.get('authorization')).toMatch(/^Bearer cwk_/);
  },
);

test.each(named(blocksOf('mermaid')))('the picture at %s joins nodes that have words', (_, text) => {
  const { words, arrows } = parseMermaid(text);
  const ids = new Set(arrows.flatMap(({ from, to }) => [from, to]));
  expect([...ids].filter((id) => !words.has(id))).toEqual([]);
  expect(arrows.length).toBeGreaterThan(2);
});

test('what is wrong is told', () => {
  expect(() => parseNginx('server { listen 443 ssl }')).toThrow('listen');
  expect(() => parseNginx('server { listenn 443; }')).toThrow('listenn');
  expect(() => parseIni('[Service]\nUser callwatch')).toThrow('User');
  expect(() => parseMermaid('flowchart TD\n  a["x" --> b["y"]')).toThrow('a["x"');
  expect(promqlFaults('max(callwatch_database_up == 0')).not.toEqual([]);
});
