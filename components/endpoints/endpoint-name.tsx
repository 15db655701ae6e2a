/** Route of the endpoint that holds what no endpoint of its own was made for. */
const OTHER_ROUTE = '__other__';

interface Named {
  method: string;
  route: string;
}

export const isOther = ({ route }: Named): boolean => route === OTHER_ROUTE;

/** "GET /v1/orders". */
export const nameOf = (endpoint: Named): string =>
  isOther(endpoint) ? 'All other routes' : `${endpoint.method} ${endpoint.route}`;

/** Method and route, the methods of a column in line. */
export function EndpointName(endpoint: Named) {
  if (isOther(endpoint)) return <span className="text-ink-2">{nameOf(endpoint)}</span>;
  return (
    <span className="font-mono text-12">
      <span className="mr-px inline-block min-w-12 text-ink-2 max-md:min-w-0">{endpoint.method}</span> {endpoint.route}
    </span>
  );
}
