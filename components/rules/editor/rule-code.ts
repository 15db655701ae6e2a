import type { NewRule } from '../../../lib/shared';

/** The body of `POST rules`, as it is sent on saving. */
export const ruleJson = (rule: NewRule): string => JSON.stringify(rule, null, 2);

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
