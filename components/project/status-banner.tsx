'use client';

import type { StatusAnswer } from '../../lib/shared';
import { countOf, formatCount, formatDuration, formatMoment, formatRatio, LATE_AFTER_SECONDS } from '../../lib/shared';
import { TextLink } from '../ui/data/text-link';
import { Banner } from '../ui/state/banner';
import { unexplainedSilence } from './silence';

type StatusBannerProps = { status: StatusAnswer; now: number; startHref: string; settingsHref: string };

/** Bars under the header when a quota is nearly or wholly used or refuses, when numbers are behind or calls stopped; else nothing. */
export function StatusBanner(props: StatusBannerProps) {
  return (
    <>
      <QuotaBar {...props} />
      <MinuteQuotaBar {...props} />
      <FlowBar {...props} />
    </>
  );
}

function QuotaBar({ status: { quota }, now, settingsHref }: StatusBannerProps) {
  if (!quota) return null;
  const { period, level, used, limit, resetsAt, refusedPosts } = quota;
  const resets = `It begins anew at ${formatMoment(resetsAt, now, 'minute')} UTC.`;
  const link = { action: <TextLink href={settingsHref}>See the quota</TextLink> };
  if (level === 80) {
    return (
      <Banner
        bar
        state="degraded"
        title={`${formatRatio(used / limit, 0)} of the quota of the ${period} is used`}
        {...link}
      >
        Beyond {countOf(limit, 'call')} posts are refused. {resets}
      </Banner>
    );
  }
  return (
    <Banner bar state="failed" title={`The quota of the ${period} is used up`} {...link}>
      It is {countOf(limit, 'call')}; posts that it refused this {period}: {formatCount(refusedPosts)}. Watching is
      blind until it begins anew at {formatMoment(resetsAt, now, 'minute')} UTC.
    </Banner>
  );
}

function MinuteQuotaBar({ status: { minuteQuota }, now, settingsHref }: StatusBannerProps) {
  if (!minuteQuota) return null;
  const { limit, refusedPosts, lastRefusedAt } = minuteQuota;
  return (
    <Banner
      bar
      state="degraded"
      title="More calls a minute came than the quota allows: posts were refused"
      action={<TextLink href={settingsHref}>See the quota</TextLink>}
    >
      Posts that the quota of the minute refused today: {formatCount(refusedPosts)}, the last at{' '}
      {formatMoment(lastRefusedAt, now, 'minute')} UTC; it is {countOf(limit, 'call')} now. SDKs keep what they can and
      send it later.
    </Banner>
  );
}

function FlowBar({ status, now, startHref }: StatusBannerProps) {
  if (isBehind(status)) {
    return (
      <Banner bar state="degraded" title={`${formatDuration(status.behindSeconds * 1_000)} behind`}>
        The worker has not come to the newest calls yet. Alerts and incidents may come late.
      </Banner>
    );
  }
  const silence = unexplainedSilence(status, now);
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
export const isBehind = ({ behindSeconds }: StatusAnswer): boolean => behindSeconds > LATE_AFTER_SECONDS;
