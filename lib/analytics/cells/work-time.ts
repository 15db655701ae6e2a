import { AppError, turn } from '../../shared';
import { eachWithinBudget, isOutOfTime } from '../../storage';
import type { Sql } from '../../storage';

/** A year of the days of 500 endpoints with their histograms takes 8 s on two cores that have other things to do. */
const BUDGET_MS = 20_000;
/** So long others wait for their turn of the loop, or as long as one hour or day of all endpoints or consumers takes. */
const AT_ONCE_MS = 20;

const TOO_MUCH = 'there is more of this range than can be read in time: choose a shorter range';

/** The time of one answer that may be made of very many rows, shared by all that is read for it; `words` tell that it is over. */
export class WorkTime {
  private readonly endsAtMs: number;
  private turnedAtMs = performance.now();

  constructor(
    budgetMs = BUDGET_MS,
    private readonly words = TOO_MUCH,
  ) {
    this.endsAtMs = performance.now() + budgetMs;
  }

  /** To be called between pieces of work: lets others have the loop when it is time. Throws `timeout` when it is over. */
  async spend(): Promise<void> {
    const nowMs = performance.now();
    if (nowMs >= this.endsAtMs) throw this.over();
    if (nowMs - this.turnedAtMs < AT_ONCE_MS) return;
    await turn();
    this.turnedAtMs = performance.now();
  }

  /** Statements that may take what is left of it; other reads may go on beside them. Throws `timeout`; the snapshot is over then. */
  within(sql: Sql): Sql {
    return {
      ...sql,
      query: async (text, values) => {
        const leftMs = this.endsAtMs - performance.now();
        if (leftMs === Infinity) return sql.query(text, values);
        try {
          return await eachWithinBudget(sql, leftMs).query(text, values);
        } catch (error) {
          throw isOutOfTime(error) ? this.over() : error;
        }
      },
    };
  }

  private over(): AppError {
    return new AppError('timeout', this.words);
  }
}
