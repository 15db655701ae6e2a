/** The pattern of times without data, to be filled with by its id. */
export function Hatch({ id }: { id: string }) {
  return (
    <defs>
      <pattern id={id} width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
        <path d="M0 0V6" stroke="var(--line-strong)" strokeWidth="2" />
      </pattern>
    </defs>
  );
}
