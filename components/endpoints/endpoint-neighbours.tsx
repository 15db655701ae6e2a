'use client';

import { usePlace } from '../project/use-place';
import { Neighbours } from '../ui/keys/neighbours';
import { useLater } from '../ui/state/use-later';
import { useEndpoints } from './use-endpoints';

/** The endpoints before and after this one, in the order of their list: read after what the page itself tells. */
export function EndpointNeighbours({ endpointId }: { endpointId: number }) {
  return useLater() ? <InTheirList endpointId={endpointId} /> : null;
}

function InTheirList({ endpointId }: { endpointId: number }) {
  const to = usePlace();
  const ids = useEndpoints().result.data?.map(({ id }) => id) ?? [];
  const at = ids.indexOf(endpointId);
  const hrefOf = (id: number | undefined) => (id === undefined ? null : to(`/endpoints/${id}`));
  return (
    <Neighbours
      noun="endpoint"
      previous={at < 0 ? null : hrefOf(ids[at - 1])}
      next={at < 0 ? null : hrefOf(ids[at + 1])}
    />
  );
}
