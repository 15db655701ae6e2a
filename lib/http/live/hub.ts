import { NO_PROJECT, TOPICS, type Announcement, type Topic } from '../../storage';
import type { EventStream, EventStreams } from './event-streams';

const hintOf = (topic: Topic, at: Date): string => `data: ${JSON.stringify({ topic, at: at.toISOString() })}\n\n`;

/** Server-sent hints of this process: what changed, never the change itself. */
export class LiveHub {
  private readonly hinted = new Set<EventStream>();

  constructor(private readonly streams: EventStreams) {}

  /** Takes the answer over; false when the holder has 4 streams already. */
  open(stream: EventStream): boolean {
    if (!this.streams.open(stream)) return false;
    const { response } = stream;
    if (response.destroyed) return true;
    this.hinted.add(stream);
    response.once('close', () => this.hinted.delete(stream));
    return true;
  }

  /** Passes a hint on to the streams of the projects it names; one about the instance to those of its administrators. */
  publish({ topic, projectIds }: Announcement, at: Date): void {
    const projects = new Set(projectIds);
    for (const stream of this.hinted) {
      const isTheirs = projects.has(stream.projectId) || (stream.instanceAdmin && projects.has(NO_PROJECT));
      if (isTheirs) this.streams.send(stream, hintOf(topic, at));
    }
  }

  /** Tells every stream that anything may have changed: after hints were missed. */
  publishAll(at: Date): void {
    for (const topic of TOPICS) for (const stream of this.hinted) this.streams.send(stream, hintOf(topic, at));
  }
}
