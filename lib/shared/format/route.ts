import { OTHER_ROUTE } from '../call';

/** Bytes of what is not ASCII, as paths have them: "%E6%97%A5". All that means something in a path is ASCII and stays as it is. */
const ENCODED = /(?:%[89a-f][\da-f])+/gi;

/** What is invisible, turns the text round, is a space, or joins or resembles a sign that parts a path. */
const DECEIVES = /[\p{C}\p{Z}\p{Default_Ignorable_Code_Point}\p{Sm}\p{Sk}\u0337\u0338\u066A\u2571]|^\p{M}/u;
const ASCII_SIGN = /[!-/:-@[-`{-~]/;

/** Scripts that are written from right to left: a mark after them keeps the order of the segments. */
const RIGHT_TO_LEFT = /[\u0590-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFC\u{10800}-\u{10FFF}\u{1E800}-\u{1EFFF}]/u;
const LEFT_TO_RIGHT_MARK = '\u200E';

function decoded(run: string): string {
  let text: string;
  try {
    text = decodeURIComponent(run);
  } catch {
    return run; // no UTF-8
  }
  if (DECEIVES.test(text) || ASCII_SIGN.test(text.normalize('NFKC'))) return run;
  return RIGHT_TO_LEFT.test(text) ? `${text}${LEFT_TO_RIGHT_MARK}` : text;
}

/**
 * A path or route as people read it: "/%E6%97%A5%E6%9C%AC" is "/日本". What is not UTF-8 or could deceive stays encoded. To be shown
 * alone: what is stored, filtered by and copied is the path itself.
 */
export const shownPath = (path: string): string => path.replace(ENCODED, decoded);

interface Named {
  method: string;
  route: string;
}

/** Is it the endpoint that holds what no endpoint of its own was made for? */
export const isOther = ({ route }: Named): boolean => route === OTHER_ROUTE;

/** Name of an endpoint as people read it: "GET /v1/orders". */
export const endpointName = (endpoint: Named): string =>
  isOther(endpoint) ? 'All other routes' : `${endpoint.method} ${shownPath(endpoint.route)}`;
