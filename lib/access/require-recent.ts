import { AppError } from '../shared';

/** Sensitive changes are open this long after password or code was given. */
const RECENT_MS = 600_000;

/** Until when a session that was verified then may make sensitive changes. */
export const recentUntil = ({ verifiedAt }: { verifiedAt: Date }): Date => new Date(verifiedAt.getTime() + RECENT_MS);

/**
 * Throws `reauthentication_required` unless password or code was given within the last ten minutes. Whoever is no session
 * (null: a token, the command line) is not asked.
 */
export function requireRecent({ verifiedAt }: { verifiedAt: Date | null }, now: Date): void {
  if (verifiedAt === null || now < recentUntil({ verifiedAt })) return;
  throw new AppError('reauthentication_required', 'confirm it is you: give your password or a code first');
}
