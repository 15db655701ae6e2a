import { endpointName, isOther, shownPath } from '../../lib/shared';

/** Method and route, the methods of a column in line. */
export function EndpointName(endpoint: { method: string; route: string }) {
  if (isOther(endpoint)) return <span className="text-ink-2">{endpointName(endpoint)}</span>;
  return (
    <span className="font-mono text-12">
      <span className="mr-px inline-block min-w-12 text-ink-2 max-md:min-w-0">{endpoint.method}</span>{' '}
      {shownPath(endpoint.route)}
    </span>
  );
}
