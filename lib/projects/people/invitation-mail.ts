import { oneLine, type MailPayload } from '../../shared';

export interface InvitationMail {
  to: string;
  organization: string;
  inviter: string;
  role: string;
  link: string;
}

const ARTICLES: Readonly<Record<string, string>> = { owner: 'an', admin: 'an' };

/** What an invited person reads. The link is theirs alone. */
export function invitationMail({ to, organization, inviter, role, link }: InvitationMail): MailPayload {
  return {
    type: 'mail',
    to,
    title: oneLine(`Join ${organization} on Callwatch`),
    paragraphs: [
      `${inviter} invites you to ${organization} as ${ARTICLES[role] ?? 'a'} ${role}.`,
      'The link works once, for seven days. If you do not know the sender, do nothing.',
    ],
    link: { label: 'See the invitation', url: link },
    hideLinks: true,
  };
}
