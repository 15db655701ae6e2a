import { randomUUID } from 'node:crypto';
import { countOf, formatCount, formatDate, oneLine, type MailPayload, type MessageKind } from '../../shared';
import { announce, insertOutbox, quotas, type NewOutboxRow, type Storage } from '../../storage';

interface TellQuotas {
  storage: Storage;
  /** Public base URL, for the link in the mail. */
  baseUrl: string;
  now(): Date;
}

type Mail = Omit<MailPayload, 'to'>;
type Words = Pick<Mail, 'title' | 'paragraphs'>;

/** Of a minute there is no time to tell before: what it refused is told. */
function minuteWords({ projectName, starts, limit, refusedPosts }: quotas.QuotaCrossing): Words {
  return {
    title: `[${projectName}] Posts are refused by the quota of ${countOf(limit, 'call')} a minute`,
    paragraphs: [
      `On ${formatDate(`${starts}T00:00:00Z`)} (UTC) ${countOf(refusedPosts, 'post')} came while it was used up. They were answered 429 and not read; SDKs keep what they can and send it later.`,
      'Posts refused are counted under Settings, where an admin can change the quota. This is told once a day at most.',
    ],
  };
}

/** When 80 or 100 percent of the quota of a day or a month is used. */
function periodWords(crossing: quotas.QuotaCrossing): Words {
  const { projectName, period, starts, limit, calls, level } = crossing;
  const reset = `${formatDate(quotas.resetOf({ period, starts }))}, 00:00 UTC`;
  const quota = `quota of ${countOf(limit, 'call')} a ${period}`;
  const used = `${formatCount(calls)} calls were counted this ${period}.`;
  return {
    title: `[${projectName}] ${level === 100 ? 'The' : '80 % of the'} ${quota} is used${level === 100 ? ' up' : ''}`,
    paragraphs:
      level === 100
        ? [
            `${used} What is sent now is answered 429 and not read; SDKs keep what they can and send it later. Posts refused are counted under Settings.`,
            `It begins anew at ${reset}. An owner can change the quota before.`,
          ]
        : [`${used} Beyond the quota, posts are answered 429 and not read.`, `It begins anew at ${reset}.`],
  };
}

function kindOf({ period, level }: quotas.QuotaCrossing): MessageKind {
  if (period === 'minute') return 'quota_minute_used_up';
  return level === 100 ? 'quota_used_up' : 'quota_nearly_used';
}

/** What owners and admins read of a quota. */
function quotaMail(crossing: quotas.QuotaCrossing, baseUrl: string): Mail {
  const { title, paragraphs } = crossing.period === 'minute' ? minuteWords(crossing) : periodWords(crossing);
  return {
    type: 'mail',
    title: oneLine(title),
    paragraphs,
    link: { label: 'Open settings', url: `${baseUrl}/projects/${crossing.projectId}/settings` },
    hideLinks: false,
  };
}

function mailsOf(crossing: quotas.QuotaCrossing, to: readonly string[], baseUrl: string): NewOutboxRow[] {
  const mail = quotaMail(crossing, baseUrl);
  const { projectId } = crossing;
  return to.map((address) => ({
    id: randomUUID(),
    projectId,
    channelId: null,
    channelKind: 'email',
    ruleId: null,
    incidentId: null,
    incidentEventId: null,
    kind: kindOf(crossing),
    subject: mail.title,
    payload: { ...mail, to: address },
  }));
}

/**
 * Writes the mails of all quotas that came to 80 or 100 percent, one for each period, level and person, and of those of the
 * minute that refused posts, one for each day and person.
 */
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
