'use client';

import { formatDate, type InvitedAnswer } from '../../lib/shared';
import { Arrived } from '../auth/arrived';
import { Button } from '../ui/control/button';
import { CopyField } from '../ui/data/copy-field';

type InvitedProps = { answer: InvitedAnswer; onClose: () => void; onNext?: () => void };

/** What became of an invitation. Without a mail server the link is here, in the only moment in which it can be seen. */
export function Invited({ answer: { invitation, link }, onClose, onNext }: InvitedProps) {
  const { email, role, expiresAt } = invitation;
  return (
    <div className="grid max-w-160 gap-3">
      <Arrived>
        <p>
          <b className="font-medium text-ink">{email}</b> is invited as {role}, until {formatDate(expiresAt)}.{' '}
          {link
            ? 'This server sends no mail: pass the link on yourself. It is shown once, and works once, for this address alone.'
            : 'A mail with the link is on its way.'}
        </p>
      </Arrived>
      {link ? <CopyField value={link} label={`Invitation link for ${email}`} /> : null}
      <div className="flex flex-wrap gap-2">
        <Button size="touch" onClick={onClose}>
          {link ? 'I have copied it' : 'Done'}
        </Button>
        {onNext ? (
          <Button kind="quiet" size="touch" onClick={onNext}>
            Invite another one
          </Button>
        ) : null}
      </div>
    </div>
  );
}
