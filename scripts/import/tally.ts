import { LOG_FORMATS, LOG_PROBLEMS, type LogFormat } from '../../lib/formats';
import { countOf } from '../../lib/shared';
import type { Outcome } from './import-lines';
import { LINE_BYTES, type Line } from './read-lines';

/** The last line of the output. `read` = `accepted` + `duplicate` + `rejected`. */
export interface Counts {
  /** Lines that are not blank. */
  read: number;
  /** Calls that were stored now. */
  accepted: number;
  /** Calls that had been stored by an earlier import. */
  duplicate: number;
  rejected: number;
  /** Rejected lines by code. */
  reasons: Record<string, number>;
}

interface Reason {
  code: string;
  message: string;
  lines: number;
  /** Where it was first. */
  first: string;
}

const LOCAL: Readonly<Record<string, string>> = {
  ...LOG_PROBLEMS,
  line_too_long: `the line is longer than ${LINE_BYTES >> 20} MiB`,
};

const at = (file: string, line: Line | undefined): string => `${file}:${line?.number}`;

/** Adds up what became of the lines of all files. */
export class Tally {
  private read = 0;
  private accepted = 0;
  private duplicate = 0;
  private readonly reasons = new Map<string, Reason>();
  private readonly formats = new Map<LogFormat, number>();

  add(file: string, { lines, read, answer }: Outcome): void {
    this.read += lines.length;
    if (answer.duplicate) this.duplicate += answer.accepted;
    else this.accepted += answer.accepted;
    for (const [index, one] of read.entries()) {
      if ('row' in one) this.formats.set(one.format, (this.formats.get(one.format) ?? 0) + 1);
      else this.reject({ code: one.problem, message: LOCAL[one.problem] ?? one.problem }, at(file, lines[index]));
    }
    for (const { index, code, message } of answer.rejected) {
      const one = read[index];
      if (one && 'row' in one) this.reject({ code, message }, at(file, lines[index]));
    }
  }

  counts(): Counts {
    const reasons = [...this.reasons.values()].sort((a, b) => b.lines - a.lines);
    return {
      read: this.read,
      accepted: this.accepted,
      duplicate: this.duplicate,
      rejected: reasons.reduce((sum, { lines }) => sum + lines, 0),
      reasons: Object.fromEntries(reasons.map(({ code, lines }) => [code, lines])),
    };
  }

  /** The same in words; `keep`: old calls went into the archive. */
  describe(keep: boolean): string[] {
    const { read, accepted, duplicate, rejected } = this.counts();
    const lines = [
      `${countOf(read, 'line')} read: ${countOf(accepted, 'call')} stored, ${duplicate} stored before, ${rejected} not used`,
    ];
    for (const [format, count] of this.formats) lines.push(`  ${count} read as: ${LOG_FORMATS[format]}`);
    for (const reason of [...this.reasons.values()].sort((a, b) => b.lines - a.lines)) {
      lines.push(`  ${reason.lines} × ${reason.code}: ${reason.message} (first: ${reason.first})`);
    }
    if (!keep && this.reasons.has('too_old')) {
      lines.push(
        'Calls from before the retention of the project were left out. Import again with --keep to have them in its',
        'archive environment, from the year 2000 on: it keeps them for good, and no alert looks at them.',
      );
    }
    return lines;
  }

  private reject({ code, message }: { code: string; message: string }, first: string): void {
    const reason = this.reasons.get(code) ?? { code, message, lines: 0, first };
    reason.lines += 1;
    this.reasons.set(code, reason);
  }
}
