export interface Directive {
  name: string;
  args: string[];
  /** Null for one that ends with a semicolon. */
  block: Directive[] | null;
}

/** What may stand where. */
const KNOWN: Readonly<Record<string, readonly string[]>> = {
  main: ['server'],
  server: ['listen', 'server_name', 'ssl_certificate', 'ssl_certificate_key', 'client_max_body_size', 'location'],
  location: ['proxy_pass', 'proxy_http_version', 'proxy_set_header', 'proxy_buffering', 'proxy_read_timeout'],
};

const TOKEN = /\s+|#.*|"((?:[^"\\]|\\.)*)"|([{};])|([^\s{};"#]+)/gy;

/** Words and marks; a quoted word stays one, and is none of the marks. */
function tokensOf(text: string): { text: string; isMark: boolean }[] {
  return [...text.matchAll(TOKEN)].flatMap(([, quoted, mark, word]) =>
    mark === undefined && (quoted ?? word) === undefined
      ? []
      : [{ text: mark ?? quoted ?? word ?? '', isMark: mark !== undefined }],
  );
}

/** A configuration as nginx reads it, of the directives that a proxy before Callwatch needs. Throws for any other. */
export function parseNginx(text: string): Directive[] {
  const tokens = tokensOf(text);
  const read = (context: string): Directive[] => {
    const directives: Directive[] = [];
    while (tokens.length > 0 && tokens[0]?.text !== '}') {
      const end = tokens.findIndex(({ isMark }) => isMark);
      const [name = '', ...args] = tokens.splice(0, end).map((token) => token.text);
      if (!KNOWN[context]?.includes(name)) throw new Error(`nginx knows no ${name} in ${context}`);
      const mark = tokens.shift()?.text;
      if (mark === '}' || mark === undefined) throw new Error(`${name} has no end`);
      directives.push({ name, args, block: mark === '{' ? read(name) : null });
      if (mark === '{' && tokens.shift()?.text !== '}') throw new Error(`the block of ${name} has no end`);
    }
    return directives;
  };
  return read('main');
}
