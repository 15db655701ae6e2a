const HEX_32 = /^[0-9a-f]{32}$/i;
/** Version, trace id, parent id and flags of a `traceparent` header (W3C Trace Context). */
const TRACEPARENT = /^[0-9a-f]{2}-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}$/;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Is it a trace id: 16 bytes in hexadecimal digits, large or small? */
export const isTraceId = (text: string): boolean => HEX_32.test(text);

/** The trace id in what somebody pasted, in small digits: the id itself, with the hyphens of a UUID, or a `traceparent`; null without one. */
export function traceIdIn(text: string): string | null {
  const lower = text.trim().toLowerCase();
  const bare = UUID.test(lower) ? lower.replaceAll('-', '') : (TRACEPARENT.exec(lower)?.[1] ?? lower);
  return isTraceId(bare) ? bare : null;
}

/** Is it the hash of an account: 16 bytes in hexadecimal digits, large or small? */
export const isAccountHash = (text: string): boolean => HEX_32.test(text);
