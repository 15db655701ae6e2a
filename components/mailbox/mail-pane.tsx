'use client';

import { useEffect, useRef, useState } from 'react';
import type { MailboxItem } from '../../lib/shared';
import { formatDate, formatTime } from '../../lib/shared';
import { TabBody, Tabs } from '../ui/control/tabs';
import { Facts } from '../ui/layout/facts';
import { Panel } from '../ui/layout/panel';

const TABS = [
  { value: 'formatted', label: 'Formatted' },
  { value: 'text', label: 'Plain text' },
] as const;
type View = (typeof TABS)[number]['value'];

/** Links of the mail open in a tab of their own, since the frame must not become a page of this site. */
const inNewTab = (html: string): string => html.replace('<head>', '<head><base target="_blank">');

type MailPaneProps = {
  mail: MailboxItem;
  /** The person asked for it: on narrow windows it stands below the list and must come into view. */
  reveal: boolean;
};

/** One message as its reader would see it. Its HTML stands in a frame that runs no script and shares nothing. */
export function MailPane({ mail, reveal }: MailPaneProps) {
  const [view, setView] = useState<View>('formatted');
  const pane = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (reveal) pane.current?.scrollIntoView({ block: 'nearest' });
  }, [reveal]);
  return (
    <div ref={pane} className="min-w-0">
      <Panel title={mail.subject}>
        <Facts
          facts={[
            { label: 'From', value: mail.from },
            { label: 'To', value: mail.to },
            { label: 'Sent', value: `${formatDate(mail.at)}, ${formatTime(mail.at, 'second')} UTC` },
          ]}
        />
        <div className="mt-2">
          <Tabs<View> label="Form of the message" value={view} tabs={TABS} onChange={setView}>
            <TabBody value="formatted">
              <iframe
                title={`Message: ${mail.subject}`}
                sandbox="allow-popups allow-popups-to-escape-sandbox"
                srcDoc={inNewTab(mail.html)}
                className="mt-3 h-140 w-full rounded-2 border border-line bg-white"
              />
            </TabBody>
            <TabBody value="text">
              <pre className="mt-3 font-mono text-12 wrap-anywhere whitespace-pre-wrap">{mail.text}</pre>
            </TabBody>
          </Tabs>
        </div>
      </Panel>
    </div>
  );
}
