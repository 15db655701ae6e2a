'use client';

import { useState } from 'react';
import { useProject } from '../project/project-provider';
import { TabBody, Tabs } from '../ui/control/tabs';
import { CodeBlock, CopyButton } from '../ui/data/code-block';
import { Step } from '../ui/layout/step';
import { curlSnippet, expressSnippet } from './snippets';

const TABS = [
  { value: 'express', label: 'Express' },
  { value: 'curl', label: 'curl' },
] as const;
type Way = (typeof TABS)[number]['value'];

/** The code that sends calls, for each way in that there is. */
export function SendStep({ freshKey, done }: { freshKey: string | null; done: boolean }) {
  const { url } = useProject();
  const [way, setWay] = useState<Way>('express');
  const code = (way === 'express' ? expressSnippet : curlSnippet)({ url, key: freshKey });
  return (
    <Step number={3} state={done ? 'done' : 'current'} title="Send calls from your API">
      <div className="mt-1 overflow-hidden rounded-3 border border-line bg-sunken">
        <Tabs<Way>
          label="Way of sending"
          value={way}
          tabs={TABS}
          onChange={setWay}
          inset
          end={
            <span className="pr-2">
              <CopyButton text={code} />
            </span>
          }
        >
          <TabBody value={way}>
            <CodeBlock code={code} label={way === 'express' ? 'Express' : 'curl'} bare />
          </TabBody>
        </Tabs>
      </div>
      <dl className="grid gap-x-6 gap-y-1 text-12 md:grid-cols-2">
        <div>
          <dt className="inline font-medium text-ink">Sent</dt>{' '}
          <dd className="inline">method, route template, status, latency, sizes, caller, consumer, hashed account</dd>
        </div>
        <div>
          <dt className="inline font-medium text-ink">Never sent</dt>{' '}
          <dd className="inline">bodies, passwords, cookies, the Authorization header</dd>
        </div>
      </dl>
    </Step>
  );
}
