import { countOf, type InstanceProblem, type InstanceStatusAnswer } from '../../lib/shared';
import { Panel } from '../ui/layout/panel';
import { StateMark } from '../ui/state/state-mark';
import { isHeard } from './is-heard';

const MARKS = { failing: 'failed', warning: 'degraded' } as const;
const WORDS = { failing: 'Failing', warning: 'Warning' };

/** What is wrong and what to do about it, worst first; one healthy line when nothing is. */
export function ProblemsPanel({ status: { problems, processes } }: { status: InstanceStatusAnswer }) {
  const note = problems.length === 0 ? undefined : 'worst first';
  return (
    <Panel
      title={problems.length === 0 ? 'All is well' : countOf(problems.length, 'problem')}
      note={note}
      divided
      flush
    >
      {problems.length === 0 ? (
        <p className="flex items-center gap-2 px-4 py-3">
          <StateMark state="healthy" />
          {countOf(processes.filter(isHeard).length, 'process', 'processes')} at work, nothing is late, nothing failed.
        </p>
      ) : (
        <ul>
          {problems.map((problem) => (
            <Problem key={`${problem.code} ${problem.what}`} problem={problem} />
          ))}
        </ul>
      )}
    </Panel>
  );
}

function Problem({ problem: { level, what, todo } }: { problem: InstanceProblem }) {
  return (
    <li className="flex gap-2.5 border-b border-line px-4 py-2.5 last:border-b-0">
      <span className="pt-1">
        <StateMark state={MARKS[level]} />
        <span className="sr-only">{WORDS[level]}: </span>
      </span>
      <div className="min-w-0 wrap-anywhere">
        <p className="font-medium">{what}</p>
        <p className="text-ink-2">{todo}</p>
      </div>
    </li>
  );
}
