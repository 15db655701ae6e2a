import { LeaseLostError, type Lease } from '../../lib/storage';
import type { Session } from './session';

export interface SessionsLog {
  info(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

/** The projects that this process folds, each with its state, as long as it holds their lease. */
export class Sessions {
  private readonly byProject = new Map<number, Session>();

  constructor(private readonly log: SessionsLog) {}

  all(): Session[] {
    return [...this.byProject.values()];
  }

  get(projectId: number): Session | undefined {
    return this.byProject.get(projectId);
  }

  put(session: Session): void {
    this.byProject.set(session.projectId, session);
  }

  /** Drops what another process may fold by now. */
  keepLeased(leaseOf: (projectId: number) => Lease | null): void {
    for (const [projectId, { lease }] of this.byProject) {
      if (leaseOf(projectId)?.token !== lease.token) this.byProject.delete(projectId);
    }
  }

  /** Runs work on one project; whatever goes wrong, its session is dropped and loaded again from what is stored. */
  async guard(projectId: number, work: () => Promise<void>): Promise<boolean> {
    try {
      await work();
      return true;
    } catch (error) {
      this.byProject.delete(projectId);
      if (error instanceof LeaseLostError) this.log.info({ projectId }, error.message);
      else this.log.error({ err: error, projectId }, 'detection failed; it begins anew from what is stored');
      return false;
    }
  }
}
