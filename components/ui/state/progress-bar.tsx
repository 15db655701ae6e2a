type ProgressBarProps = {
  label: string;
  /** From 0 to 1; null while it is not known how far it is. */
  ratio: number | null;
};

/** How far something is that takes a while. */
export function ProgressBar({ label, ratio }: ProgressBarProps) {
  return (
    <progress
      aria-label={label}
      {...(ratio !== null && { value: Math.min(1, Math.max(0, ratio)) })}
      max={1}
      className="block h-1.5 w-full appearance-none overflow-hidden rounded-1 bg-sunken [&::-moz-progress-bar]:bg-accent [&::-webkit-progress-bar]:bg-sunken [&::-webkit-progress-value]:bg-accent"
    />
  );
}
