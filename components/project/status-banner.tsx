'use client';

import type { StatusAnswer } from '../../lib/shared';
import { formatDuration, formatMoment } from '../../lib/shared';
import { TextLink } from '../ui/data/text-link';
import { Banner } from '../ui/state/banner';
import { silenceOf } from './silence';

const BEHIND_AFTER_SECONDS = 30;

type StatusBannerProps = { status: StatusAnswer; now: number; startHref: string };

/** One bar under the header when numbers are behind or calls stopped; nothing otherwise. */
export function StatusBanner({ status, now, startHref }: StatusBannerProps) {
  if (isBehind(status)) {
    return (
      <Banner bar state="degraded" title={`${formatDuration(status.behindSeconds * 1_000)} behind`}>
        The worker has not folded the newest calls yet. Alerts and incidents may come late.
      </Banner>
    );
  }
  const silence = silenceOf(status, now);
  if (!silence) return null;
  return (
    <Banner
      bar
      state="failed"
      title={`No calls for ${formatDuration(now - Date.parse(silence.lastCallAt))}`}
      action={<TextLink href={startHref}>Check ingest</TextLink>}
    >
      Watching is blind since {formatMoment(silence.sinceMs, now, 'minute')} UTC.
    </Banner>
  );
}

/** Whether what is shown and concluded lags so far behind that it must be said. */
export const isBehind = ({ behindSeconds }: StatusAnswer): boolean => behindSeconds > BEHIND_AFTER_SECONDS;
