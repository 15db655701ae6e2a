// Stands for curl where there is none: what the documents use of it.
import { parseArgs } from 'node:util';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    request: { type: 'string', short: 'X' },
    header: { type: 'string', short: 'H', multiple: true },
    data: { type: 'string', short: 'd' },
  },
});
const headers = (values.header ?? []).map((line) => /** @type {[string, string]} */ (line.split(/: (.*)/).slice(0, 2)));
const [url = ''] = positionals;
const answer = await fetch(url, { method: values.request ?? 'GET', headers, body: values.data ?? null });
process.stdout.write(await answer.text());
