const HEX_32 = /^[0-9a-f]{32}$/i;

/** Is it a trace id: 16 bytes in hexadecimal digits, large or small? */
export const isTraceId = (text: string): boolean => HEX_32.test(text);

/** Is it the hash of an account: 16 bytes in hexadecimal digits, large or small? */
export const isAccountHash = (text: string): boolean => HEX_32.test(text);
