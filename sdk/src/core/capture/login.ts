import { LOGIN } from '../../wire';

/** Its group holds for a token endpoint. */
const LOGIN_ROUTE =
  /(?:^|\/)(?:(?:log|sign)-?in(?:\/(?:email|username|password|credentials))?|sessions|(oauth2?\/token))\/?$/i;
const ACCOUNT_FIELDS = ['email', 'username', 'user_name', 'login', 'account', 'identifier', 'user', 'phone'];

const fieldOf = (body: unknown, name: string): unknown =>
  typeof body === 'object' && body && Object.hasOwn(body, name) ? Reflect.get(body, name) : undefined;

/** What can be the name of an account, as a text; undefined for anything else. */
export function accountText(value: unknown): string | undefined {
  const text = typeof value === 'number' ? String(value) : value;
  return typeof text === 'string' && text && text.length <= 320 ? text : undefined;
}

/** The account of a parsed login body: the first usual field that holds one. */
export const accountOf = (body: unknown): string | undefined =>
  ACCOUNT_FIELDS.map((name) => accountText(fieldOf(body, name))).find((account) => account);

/** Whether a POST on this route is a login attempt. A token endpoint counts only for the password grant. */
export function isLogin(path: string, body: unknown): boolean {
  const match = LOGIN_ROUTE.exec(path);
  return match !== null && (!match[1] || fieldOf(body, 'grant_type') === 'password');
}

/** One of LOGIN by the answer's status; a 429 is no attempt. */
export function outcomeOf(status: number, path: string): number {
  if (status === 429) return LOGIN.none;
  if (status > 199 && status < 300) return LOGIN.success;
  return [401, 403, LOGIN_ROUTE.exec(path)?.[1] && 400].includes(status) ? LOGIN.failure : LOGIN.unknown;
}
