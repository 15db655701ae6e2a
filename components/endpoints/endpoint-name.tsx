/** Method and route, the methods of a column in line. */
export function EndpointName({ method, route }: { method: string; route: string }) {
  return (
    <span className="font-mono text-12">
      <span className="mr-2 inline-block min-w-12 text-ink-2 max-md:min-w-0">{method}</span>
      {route}
    </span>
  );
}
