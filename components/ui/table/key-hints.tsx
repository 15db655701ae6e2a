import { Kbd } from '../control/kbd';

/** Keys and what they do, in a foot; left out on phones. An empty text joins a key to the next one. */
export function KeyHints({ hints }: { hints: readonly (readonly [key: string, does: string])[] }) {
  return (
    <span className="inline-flex items-center max-md:hidden">
      {hints.map(([key, does]) => (
        <span key={key} className={`inline-flex items-center gap-1.5 ${does ? 'mr-3' : 'mr-1'}`}>
          <Kbd>{key}</Kbd>
          {does}
        </span>
      ))}
    </span>
  );
}
