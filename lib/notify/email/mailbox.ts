import { announce, keepMail, NO_PROJECT } from '../../storage';
import type { Storage } from '../../storage';
import type { Mailer } from './smtp';

/** Keeps mail in the built-in mailbox, which counts as sent. */
export function createMailbox(storage: Storage): Mailer {
  return {
    async send(mail, at) {
      const startedAt = performance.now();
      await keepMail(storage, {
        messageId: mail.messageId,
        projectId: mail.projectId,
        at,
        sender: `${mail.from.name} <${mail.from.address}>`,
        recipient: mail.to,
        subject: mail.subject,
        text: mail.text,
        html: mail.html,
        hideLinks: mail.hideLinks,
        inReplyTo: mail.inReplyTo,
      });
      await announce(storage, { topic: 'mailbox', projectIds: [NO_PROJECT] });
      const durationMs = Math.round(performance.now() - startedAt);
      return { accepted: true, status: null, durationMs, response: 'kept in the built-in mailbox' };
    },
    close: () => undefined,
  };
}
