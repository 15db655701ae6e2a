import net from 'node:net';

export interface Answer {
  /** 0 when the connection broke. */
  status: number;
  body: string;
}

const HEAD_END = '\r\n\r\n';
const LAST_CHUNK = '0\r\n\r\n';

/** The answer that the text holds; null while it is not whole. */
function readAnswer(text: string): (Answer & { closes: boolean }) | null {
  const end = text.indexOf(HEAD_END);
  if (end < 0) return null;
  const head = text.slice(0, end).toLowerCase();
  const body = text.slice(end + HEAD_END.length);
  const length = /\ncontent-length: (\d+)/.exec(head)?.[1];
  const isWhole = length === undefined ? body.endsWith(LAST_CHUNK) : body.length >= Number(length);
  return isWhole ? { status: Number(head.slice(9, 12)), body, closes: head.includes('\nconnection: close') } : null;
}

/**
 * A kept-alive connection that sends requests which were made before, one at a time: what is measured is the server, not its
 * client. It is opened again after the server closed it.
 */
export class RawConnection {
  private socket: net.Socket | null = null;
  private text = '';
  private done: ((answer: Answer) => void) | null = null;

  constructor(private readonly url: URL) {}

  /** Does it wait for an answer? */
  get isBusy(): boolean {
    return this.done !== null;
  }

  send(request: Buffer, done: (answer: Answer) => void): void {
    this.text = '';
    this.done = done;
    this.socket ??= this.open();
    this.socket.write(request);
  }

  close(): void {
    this.socket?.destroy();
    this.socket = null;
  }

  private open(): net.Socket {
    const socket = net.connect(Number(this.url.port), this.url.hostname);
    socket.setNoDelay(true);
    socket.on('data', (chunk) => this.hear(chunk));
    socket.on('error', () => undefined); // it closes then
    socket.on('close', () => {
      if (this.socket !== socket) return;
      this.socket = null;
      this.finish({ status: 0, body: '' });
    });
    return socket;
  }

  private hear(chunk: Buffer): void {
    this.text += chunk.toString('latin1');
    const answer = readAnswer(this.text);
    if (!answer) return;
    if (answer.closes) this.close();
    this.finish(answer);
  }

  private finish(answer: Answer): void {
    const { done } = this;
    this.done = null;
    done?.(answer);
  }
}
