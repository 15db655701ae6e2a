'use client';

import { useState } from 'react';
import { useProject } from '../project/project-provider';
import { TabBody, Tabs } from '../ui/control/tabs';
import { CodeBlock } from '../ui/data/code-block';
import { Step } from '../ui/layout/step';
import { curlSnippet, expressSnippet, installSnippet } from './snippets';

const TABS = [
  { value: 'express', label: 'Express' },
  { value: 'curl', label: 'curl' },
] as const;
type Way = (typeof TABS)[number]['value'];

const SHELL = 'Once, where your API runs: the library is the folder “sdk” of this Callwatch';

/** The code that sends calls, for each way in that there is; each block is copied by itself. */
export function SendStep({ freshKey, done }: { freshKey: string | null; done: boolean }) {
  const { url } = useProject();
  const [way, setWay] = useState<Way>('express');
  const input = { url, key: freshKey };
  return (
    <Step number={3} state={done ? 'done' : 'current'} title="Send calls from your API">
      <div className="mt-1 overflow-hidden rounded-3 border border-line bg-sunken">
        <Tabs<Way> label="Way of sending" value={way} tabs={TABS} onChange={setWay} inset>
          <TabBody value="express">
            <CodeBlock bare label={SHELL} code={installSnippet(input)} />
            <div className="border-t border-line">
              <CodeBlock bare label="In server.js, before your routes" code={expressSnippet(input)} />
            </div>
          </TabBody>
          <TabBody value="curl">
            <CodeBlock bare label="One call by hand, in any shell" code={curlSnippet(input)} />
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
