import type { NewRule } from '../../../lib/shared';

/** The body of `POST rules`, as it is sent on saving, one field a line. */
export function ruleJson(rule: NewRule): string {
  const fields = Object.entries(rule).map(([name, value]) => `  "${name}": ${JSON.stringify(value)}`);
  return `{\n${fields.join(',\n')}\n}`;
}

/** A text inside single quotes of a shell. */
const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

type CurlInput = { url: string; projectId: number; rule: NewRule };

/** The line that makes the rule by the API; the token is a name of the shell. */
export const ruleCurl = ({ url, projectId, rule }: CurlInput): string =>
  `export CALLWATCH_TOKEN=your-api-token

curl -X POST ${url}/api/v1/projects/${projectId}/rules \\
  -H "authorization: Bearer $CALLWATCH_TOKEN" \\
  -H "content-type: application/json" \\
  -d ${quoted(ruleJson(rule))}`;
