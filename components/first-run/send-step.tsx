'use client';

import { useState } from 'react';
import { useProject } from '../project/project-provider';
import { TabBody, Tabs } from '../ui/control/tabs';
import { CodeBlock } from '../ui/data/code-block';
import { Step } from '../ui/layout/step';
import {
  curlSnippet,
  exporterSnippet,
  expressSnippet,
  fastifySnippet,
  installSnippet,
  instrumentSnippet,
  nodeSnippet,
} from './snippets';

/** The frameworks that the SDK has an adapter for, and where its lines go. */
const FRAMEWORKS = [
  { value: 'express', label: 'Express', place: 'In server.js, before your routes', snippet: expressSnippet },
  { value: 'fastify', label: 'Fastify', place: 'In server.js, before your routes', snippet: fastifySnippet },
  { value: 'node', label: 'node:http', place: 'In server.js, before it listens', snippet: nodeSnippet },
] as const;
const TABS = [
  ...FRAMEWORKS,
  { value: 'opentelemetry', label: 'OpenTelemetry' },
  { value: 'curl', label: 'curl' },
] as const;
type Way = (typeof TABS)[number]['value'];

const SHELL = 'Once, in your API’s folder';
const SHELL_ELSEWHERE = `${SHELL}; the first line says where this Callwatch lies`;

type SendStepProps = {
  freshKey: string | null;
  /** Where this Callwatch lies on this very machine; null where it runs elsewhere. */
  clone: string | null;
  done: boolean;
};

/** The code that sends calls, for each way in that there is; each block is copied by itself. */
export function SendStep({ freshKey, clone, done }: SendStepProps) {
  const { url } = useProject();
  const [way, setWay] = useState<Way>('express');
  const input = { url, key: freshKey };
  return (
    <Step number={3} state={done ? 'done' : 'current'} title="Send calls from your API">
      <div className="mt-1 overflow-hidden rounded-3 border border-line bg-sunken">
        <Tabs<Way> label="Way of sending" value={way} tabs={TABS} onChange={setWay} inset>
          {FRAMEWORKS.map(({ value, place, snippet }) => (
            <TabBody key={value} value={value}>
              <CodeBlock
                bare
                label={clone === null ? SHELL_ELSEWHERE : SHELL}
                code={installSnippet({ ...input, clone })}
              />
              <div className="border-t border-line">
                <CodeBlock bare label={place} code={snippet(input)} />
              </div>
            </TabBody>
          ))}
          <TabBody value="opentelemetry">
            <CodeBlock
              bare
              label="Where your API runs, in any language that is instrumented"
              code={exporterSnippet(input)}
            />
            <div className="border-t border-line">
              <CodeBlock bare label="Node that is not instrumented yet" code={instrumentSnippet()} />
            </div>
          </TabBody>
          <TabBody value="curl">
            <CodeBlock bare label="One call by hand, in any shell" code={curlSnippet(input)} />
          </TabBody>
        </Tabs>
      </div>
      <Taken byTraces={way === 'opentelemetry'} />
    </Step>
  );
}

/** What reaches this server; of traces, which say more than we want to know, what it keeps. */
function Taken({ byTraces }: { byTraces: boolean }) {
  return (
    <dl className="grid gap-x-6 gap-y-1 text-12 md:grid-cols-2">
      <div>
        <dt className="inline font-medium text-ink">{byTraces ? 'Kept' : 'Sent'}</dt>{' '}
        <dd className="inline">method, route template, status, latency, sizes, caller, consumer, hashed account</dd>
      </div>
      <div>
        <dt className="inline font-medium text-ink">{byTraces ? 'Never kept' : 'Never sent'}</dt>{' '}
        <dd className="inline">
          {byTraces
            ? 'queries, events, other attributes, spans that are no HTTP call'
            : 'bodies, passwords, cookies, the Authorization header'}
        </dd>
      </div>
    </dl>
  );
}
