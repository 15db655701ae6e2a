import { CommanderError } from 'commander';
import { toAppError } from '../../lib/http/answer/to-app-error';

export interface Failure {
  line: string;
  /** 2 when the input was wrong, 1 when the instance could not be reached or something broke. */
  exitCode: 1 | 2;
}

const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();

/** What the operator reads when a command fails: always one line. */
export function failureOf(error: unknown): Failure {
  if (error instanceof CommanderError) {
    const text = error.code === 'commander.help' ? 'name a command: bootstrap, reset-password or list' : error.message;
    return { line: `admin: ${oneLine(text.replace(/^error: /, ''))}`, exitCode: 2 };
  }
  const known = toAppError(error);
  if (known) return { line: `admin: ${oneLine(known.message)}`, exitCode: known.status < 500 ? 2 : 1 };
  const message = error instanceof Error ? error.message : String(error);
  return { line: `admin: ${oneLine(message)}`, exitCode: 1 };
}
