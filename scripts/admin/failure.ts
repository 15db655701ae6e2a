import { CommanderError } from 'commander';

export interface Failure {
  line: string;
  /** 2 when the input was wrong, 1 when the instance could not be reached or something broke. */
  exitCode: 1 | 2;
}

const lineOf = (text: string): string => `admin: ${text.replace(/\s+/g, ' ').trim()}`;

/** Was no command named, or none that there is? */
export const lacksCommand = (error: unknown): boolean =>
  error instanceof CommanderError && ['commander.help', 'commander.unknownCommand'].includes(error.code);

/** What the operator reads when a command fails: always one line. */
export async function failureOf(error: unknown): Promise<Failure> {
  if (error instanceof CommanderError) {
    const text =
      error.code === 'commander.help'
        ? 'name a command: bootstrap, reset-password, reset-two-factor or list'
        : error.message;
    return { line: lineOf(text.replace(/^error: /, '')), exitCode: 2 };
  }
  const { toAppError } = await import('../../lib/http/answer/to-app-error');
  const known = toAppError(error);
  if (known) return { line: lineOf(known.message), exitCode: known.status < 500 ? 2 : 1 };
  return { line: lineOf(error instanceof Error ? error.message : String(error)), exitCode: 1 };
}
