'use client';

import { useQueryStates } from 'nuqs';
import { ignoredState, KEPT_PARAMETERS } from '../../lib/client';
import { Button } from '../ui/control/button';
import { Banner } from '../ui/state/banner';

/** Says what of the address cannot be followed, and takes it out; nothing while all of it can. */
export function IgnoredBanner({ environments }: { environments: readonly string[] }) {
  const [state, setState] = useQueryStates(KEPT_PARAMETERS, { history: 'replace' });
  const ignored = ignoredState(state, environments);
  if (ignored.length === 0) return null;
  const names = ignored.flatMap((one) => one.names);
  const takeOut = () => void setState(Object.fromEntries(names.map((name) => [name, null])));
  return (
    <Banner
      bar
      state="degraded"
      title={`The address asks for what there is not: ${ignored.map(({ words }) => words).join(', ')}`}
      action={
        <Button size="tall" onClick={takeOut}>
          Take it out
        </Button>
      }
    >
      {names.includes('env') ? `This project has ${environments.join(', ')}.` : 'What is usual takes its place.'}
    </Banner>
  );
}
