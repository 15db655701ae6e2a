import { LOGIN } from '../../wire';

const LOGIN_ROUTE =
  /(?:^|\/)(?:(?:log|sign)-?in(?:\/(?:email|username|password|credentials))?|sessions|oauth2?\/token)\/?$/i;
const TOKEN_ROUTE = /oauth2?\/token\/?$/i;
const ACCOUNT_FIELDS = ['email', 'username', 'user_name', 'login', 'account', 'identifier', 'user', 'phone'];

const fieldsOf = (body: unknown): Map<string, unknown> | undefined =>
  typeof body === 'object' && body !== null && !Array.isArray(body) && !ArrayBuffer.isView(body)
    ? new Map(Object.entries(body))
    : undefined;

/** The account of a parsed login body: the first usual field that holds a text or a number. */
export function accountOf(body: unknown): string | undefined {
  const fields = fieldsOf(body);
  for (const name of ACCOUNT_FIELDS) {
    const value = fields?.get(name);
    if (typeof value === 'string' && value !== '' && value.length <= 320) return value;
    if (typeof value === 'number' && Number.isFinite(value)) return String(value);
  }
  return undefined;
}

/** Whether a POST on this route is a login attempt. A token endpoint counts only for the password grant. */
export function isLogin(method: string, path: string, body: unknown): boolean {
  if (method !== 'POST' || !LOGIN_ROUTE.test(path)) return false;
  return !TOKEN_ROUTE.test(path) || fieldsOf(body)?.get('grant_type') === 'password';
}

/** One of LOGIN by the answer's status; a 429 is no attempt. */
export function outcomeOf(status: number, path: string): number {
  if (status === 429) return LOGIN.none;
  if (status >= 200 && status < 300) return LOGIN.success;
  if (status === 401 || status === 403 || (status === 400 && TOKEN_ROUTE.test(path))) return LOGIN.failure;
  return LOGIN.unknown;
}
