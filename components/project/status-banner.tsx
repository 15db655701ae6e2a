'use client';

import type { StatusAnswer } from '../../lib/shared';
import { formatDuration, formatTime } from '../../lib/shared';
import { TextLink } from '../ui/data/text-link';
import { Banner } from '../ui/state/banner';

const SILENT_AFTER_MS = 3 * 60_000;
const BEHIND_AFTER_SECONDS = 30;

type StatusBannerProps = { status: StatusAnswer; now: number; startHref: string };

/** One bar under the header when numbers are behind or calls stopped; nothing otherwise. */
export function StatusBanner({ status, now, startHref }: StatusBannerProps) {
  if (status.behindSeconds > BEHIND_AFTER_SECONDS) {
    return (
      <Banner bar state="degraded" title={`${Math.round(status.behindSeconds)} s behind`}>
        The worker has not folded the newest calls yet. Alerts and incidents may come late.
      </Banner>
    );
  }
  if (status.lastCallAt === null) return null;
  const silentMs = now - Date.parse(status.lastCallAt);
  if (silentMs < SILENT_AFTER_MS) return null;
  return (
    <Banner
      bar
      state="failed"
      title={`No calls for ${formatDuration(silentMs)}`}
      action={<TextLink href={startHref}>Check ingest</TextLink>}
    >
      Watching is blind since {formatTime(status.lastCallAt)} UTC.
    </Banner>
  );
}
