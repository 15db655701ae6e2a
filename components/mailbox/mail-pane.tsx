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

const BORDERS_PX = 2;

type MailPaneProps = {
  mail: MailboxItem;
  /** The person asked for it: on narrow windows it stands below the list and must come into view. */
  reveal: boolean;
};

/** One message as its reader would see it. */
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
              <MailFrame mail={mail} />
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

/**
 * The HTML of a mail in a frame that runs no script. It counts as this site's own, so that the frame can be made as tall
 * as the mail and the page scrolls instead of it; without scripts nothing in it can use that.
 */
function MailFrame({ mail }: { mail: MailboxItem }) {
  const [heightPx, setHeightPx] = useState(560);
  const stop = useRef<() => void>(undefined);
  useEffect(() => () => stop.current?.(), []);
  const follow = (frame: HTMLIFrameElement) => {
    const root = frame.contentDocument?.documentElement;
    if (!root) return;
    const measure = () => setHeightPx(Math.ceil(root.getBoundingClientRect().height) + BORDERS_PX);
    const observer = new ResizeObserver(measure);
    observer.observe(root);
    stop.current?.();
    stop.current = () => observer.disconnect();
    measure();
  };
  return (
    <iframe
      title={`Message: ${mail.subject}`}
      sandbox="allow-same-origin allow-popups allow-popups-to-escape-sandbox"
      srcDoc={inNewTab(mail.html)}
      onLoad={(event) => follow(event.currentTarget)}
      className="mt-3 block w-full rounded-2 border border-line bg-white"
      style={{ height: heightPx }}
    />
  );
}
