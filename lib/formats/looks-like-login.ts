/** Last parts of a path by which a login is known, with the endings that servers give them. */
const LOGIN_PART =
  /(?:^|\/)(?:(?:[a-z]+[-_])?(?:log|sign)[-_]?in|log[-_]?on|sessions?|authenticate)(?:\.[a-z]{2,5})?(?:\/(?:email|username|password|credentials))?\/?$/i;

/**
 * Does an endpoint look as if it took logins? Only a hint for people: token endpoints, which also refresh, are left out, as
 * is everything but POST.
 */
export function looksLikeLogin(method: string, route: string): boolean {
  return method === 'POST' && LOGIN_PART.test(route);
}
