import { TOPICS, type Announcement, type Topic } from '../../storage';
import { EventStreams, type EventStream } from './event-streams';

const hintOf = (topic: Topic, at: Date): string => `data: ${JSON.stringify({ topic, at: at.toISOString() })}\n\n`;

/** Server-sent hints of this process: what changed, never the change itself. */
export class LiveHub {
  private readonly streams: EventStreams;

  constructor(onError: (error: unknown) => void) {
    this.streams = new EventStreams(onError);
  }

  /** Takes the answer over; false when the holder has 4 streams already. */
  open(stream: EventStream): boolean {
    return this.streams.open(stream);
  }

  /** Passes a hint on to the streams of the projects it names. */
  publish({ topic, projectIds }: Announcement, at: Date): void {
    this.streams.publish(hintOf(topic, at), new Set(projectIds));
  }

  /** Tells every stream that anything may have changed: after hints were missed. */
  publishAll(at: Date): void {
    for (const topic of TOPICS) this.streams.publishAll(hintOf(topic, at));
  }

  /** Ends every stream. */
  close(): void {
    this.streams.close();
  }
}
