import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import { AppError, type MailPayload } from '../../shared';
import {
  announce,
  deleteOneTimeTokens,
  findOneTimeToken,
  findUserByEmail,
  hashOneTime,
  insertOneTimeToken,
  insertOutbox,
  instanceMail,
  NO_PROJECT,
  setPassword,
  makeOneTime,
  takeOneTimeToken,
  type UserRecord,
} from '../../storage';
import { ATTEMPTS, limitAttempts } from '../attempts';
import type { AuthCall } from '../deps';
import { record } from '../record';
import { hashNewPassword } from './hash-password';
import { newPassword } from './new-password';

const KIND = 'password_reset';
const VALID_MS = 3_600_000;
/** Every answer takes this long, so that its time does not tell whether a mail was written. */
const ANSWER_AFTER_MS = 150;

export const forgottenPasswordInput = z.object({ email: z.email('must be an email address').max(254) });
export const newPasswordByLinkInput = z.object({
  token: z.string('is missing: open the link of the mail').min(1, 'is missing: open the link of the mail').max(100),
  password: newPassword,
});

function mailTo(email: string, link: string): MailPayload {
  return {
    type: 'mail',
    to: email,
    title: 'Set a new password',
    paragraphs: [
      'Somebody asked for a new password for your Callwatch account. The link works once, for one hour, and ends your sessions.',
      'If it was not you, do nothing: your password stays as it is.',
    ],
    link: { label: 'Set a new password', url: link },
    hideLinks: true,
  };
}

async function sendLink({ storage, env, now }: AuthCall, user: UserRecord): Promise<void> {
  const { token, hash } = makeOneTime();
  const at = now();
  // after the #, which browsers keep to themselves: no log of a server or proxy ever holds it
  const payload = mailTo(user.email, `${env.url}/reset-password#${token}`);
  await storage.transaction(async (tx) => {
    await deleteOneTimeTokens(tx, { userId: user.id, kind: KIND });
    const expiresAt = new Date(at.getTime() + VALID_MS);
    await insertOneTimeToken(tx, { hash, kind: KIND, userId: user.id, data: {}, expiresAt }, at);
    await insertOutbox(tx, [instanceMail(KIND, payload)], at);
    await record(tx, { userId: user.id, now }, { action: 'password.reset_requested' });
  });
  await announce(storage, { topic: 'outbox', projectIds: [NO_PROJECT] });
}

/** Sends a link to the address if it has an account; the answer is the same either way. Throws `rate_limited`. */
export async function requestPasswordReset(
  call: AuthCall,
  { email }: z.infer<typeof forgottenPasswordInput>,
): Promise<void> {
  await limitAttempts(call, [ATTEMPTS.resetFrom(call.clientAddress), ATTEMPTS.resetTo(email)]);
  const work = async (): Promise<void> => {
    const user = await findUserByEmail(call.storage, email);
    if (user) await sendLink(call, user);
  };
  await Promise.all([work(), wait(ANSWER_AFTER_MS)]);
}

/**
 * Sets the password by the link of the mail and ends all sessions. Nobody is signed in by it: a second factor is asked for
 * as ever. Throws `forbidden` for a link that was used or is too old, `invalid` at `password`, `rate_limited`.
 */
export async function setPasswordByLink(
  call: AuthCall,
  { token, password }: z.infer<typeof newPasswordByLinkInput>,
): Promise<void> {
  await limitAttempts(call, [ATTEMPTS.linkFrom(call.clientAddress)]);
  const isOver = (): AppError => new AppError('forbidden', 'this link was used or is too old: ask for a new one');
  const { storage, now } = call;
  const lookup = { hash: hashOneTime(token), kind: KIND, now: now() } as const;
  const found = await findOneTimeToken(storage, lookup);
  if (!found) throw isOver();
  const passwordHash = await hashNewPassword({ password, email: found.email });
  await storage.transaction(async (tx) => {
    if (!(await takeOneTimeToken(tx, lookup))) throw isOver();
    await setPassword(tx, { userId: found.userId, passwordHash, at: now() });
    await record(tx, { userId: found.userId, now }, { action: 'password.reset' });
  });
}
