import { API_CSP, securityHeaders, type HeaderOptions } from './security-headers';

export interface AnswerOptions extends HeaderOptions {
  requestId: string;
  status?: number;
  headers?: Record<string, string>;
  /** Set-Cookie values. */
  cookies?: readonly string[];
}

/** An answer that no cache keeps. `undefined` answers 204. */
export function jsonAnswer(body: unknown, options: AnswerOptions): Response {
  const headers = new Headers({
    'cache-control': 'no-store',
    'content-security-policy': API_CSP,
    'x-request-id': options.requestId,
    ...securityHeaders(options),
    ...options.headers,
  });
  for (const cookie of options.cookies ?? []) headers.append('set-cookie', cookie);
  if (body === undefined) return new Response(null, { status: 204, headers });
  headers.set('content-type', 'application/json; charset=utf-8');
  return new Response(JSON.stringify(body), { status: options.status ?? 200, headers });
}

/** Puts what every answer carries onto one that a handler made itself; what the handler set stays. */
export function completeAnswer(answer: Response, options: AnswerOptions): Response {
  const ours = jsonAnswer(undefined, options).headers;
  ours.forEach((value, name) => {
    if (name !== 'set-cookie' && !answer.headers.has(name)) answer.headers.set(name, value);
  });
  for (const cookie of options.cookies ?? []) answer.headers.append('set-cookie', cookie);
  return answer;
}
