'use client';

import { Fragment } from 'react';
import type { IncidentDetail } from '../../lib/shared';
import { countOf, shownPath } from '../../lib/shared';
import { usePlace } from '../project/use-place';
import { TextLink } from '../ui/data/text-link';

const SHOWN = 5;

/** The endpoints of the attack, each leading to its page over the time of the attack. */
export function IncidentEndpoints({ incident: { chart, environment, entities } }: { incident: IncidentDetail }) {
  const hidden = entities.endpoints.length - SHOWN;
  return (
    <>
      {entities.endpoints.slice(0, SHOWN).map((name, index) => (
        <Fragment key={name}>
          {index > 0 ? ', ' : ''}
          <EndpointLink
            name={name}
            id={entities.endpointIds[index] ?? 0}
            during={{ from: chart.from, to: chart.to, env: environment }}
          />
        </Fragment>
      ))}
      {hidden > 0 ? ` and ${countOf(hidden, 'more endpoint')}` : ''}
    </>
  );
}

type EndpointLinkProps = { name: string; id: number; during: { from: string; to: string; env: string } };

/** 0 is all endpoints together, which have no page. */
function EndpointLink({ name, id, during }: EndpointLinkProps) {
  const to = usePlace();
  return id === 0 ? name : <TextLink href={to(`/endpoints/${id}`, during)}>{shownPath(name)}</TextLink>;
}
