'use client';

import { Fragment } from 'react';
import type { IncidentDetail } from '../../lib/shared';
import { countOf } from '../../lib/shared';
import { usePlace } from '../project/use-place';
import { TextLink } from '../ui/data/text-link';

const SHOWN = 5;

/** The endpoints of the attack, each leading to its page over the time of the attack. */
export function IncidentEndpoints({ incident: { chart, environment, entities } }: { incident: IncidentDetail }) {
  const to = usePlace();
  const hidden = entities.endpoints.length - SHOWN;
  return (
    <>
      {entities.endpoints.slice(0, SHOWN).map((name, index) => (
        <Fragment key={name}>
          {index > 0 ? ', ' : ''}
          <TextLink
            href={to(`/endpoints/${entities.endpointIds[index]}`, { from: chart.from, to: chart.to, env: environment })}
          >
            {name}
          </TextLink>
        </Fragment>
      ))}
      {hidden > 0 ? ` and ${countOf(hidden, 'more endpoint')}` : ''}
    </>
  );
}
