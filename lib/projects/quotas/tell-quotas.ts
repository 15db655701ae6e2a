import { randomUUID } from 'node:crypto';
import { countOf, formatCount, formatDate, oneLine, type MailPayload } from '../../shared';
import { announce, insertOutbox, quotas, type NewOutboxRow, type Storage } from '../../storage';

interface TellQuotas {
  storage: Storage;
  /** Public base URL, for the link in the mail. */
  baseUrl: string;
  now(): Date;
}

/** What owners and admins read when 80 or 100 percent of a quota is used. */
export function quotaMail(crossing: quotas.QuotaCrossing, baseUrl: string): Omit<MailPayload, 'to'> {
  const { projectId, projectName, period, starts, limit, calls, level } = crossing;
  const reset = `${formatDate(quotas.resetOf({ period, starts }))}, 00:00 UTC`;
  const quota = `quota of ${countOf(limit, 'call')} a ${period}`;
  const used = `${formatCount(calls)} calls were counted this ${period}.`;
  return {
    type: 'mail',
    title: oneLine(
      `[${projectName}] ${level === 100 ? 'The' : '80 % of the'} ${quota} is used${level === 100 ? ' up' : ''}`,
    ),
    paragraphs:
      level === 100
        ? [
            `${used} What is sent now is answered 429 and not read; SDKs keep what they can and send it later. Posts refused are counted under Settings.`,
            `It begins anew at ${reset}. An owner can change the quota before.`,
          ]
        : [`${used} Beyond the quota, posts are answered 429 and not read.`, `It begins anew at ${reset}.`],
    link: { label: 'Open settings', url: `${baseUrl}/projects/${projectId}/settings` },
    hideLinks: false,
  };
}

function mailsOf(crossing: quotas.QuotaCrossing, to: readonly string[], baseUrl: string): NewOutboxRow[] {
  const mail = quotaMail(crossing, baseUrl);
  const { projectId, level } = crossing;
  return to.map((address) => ({
    id: randomUUID(),
    projectId,
    channelId: null,
    channelKind: 'email',
    ruleId: null,
    incidentId: null,
    incidentEventId: null,
    kind: level === 100 ? 'quota_used_up' : 'quota_nearly_used',
    subject: mail.title,
    payload: { ...mail, to: address },
  }));
}

/** Writes the mails of all quotas that came to 80 or 100 percent: one for each period, level and person. */
export async function tellQuotas({ storage, baseUrl, now }: TellQuotas): Promise<number> {
  let told = 0;
  for (const crossing of await quotas.listQuotaCrossings(storage, now())) {
    const written = await storage.transaction(async (tx) => {
      if (!(await quotas.markQuotaTold(tx, crossing))) return 0;
      const to = await quotas.findManagerEmails(tx, crossing.projectId);
      return insertOutbox(tx, mailsOf(crossing, to, baseUrl), now());
    });
    if (written > 0) await announce(storage, { topic: 'outbox', projectIds: [crossing.projectId] });
    told += written;
  }
  return told;
}
