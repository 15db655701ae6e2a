import { StateMark } from '../ui/state/state-mark';

/** Why the whole form was refused; what belongs to one field stands at that field. */
export function FormRefusal({ message }: { message: string | undefined }) {
  if (!message) return null;
  return (
    <p role="alert" className="flex items-baseline gap-1.5 text-attack">
      <StateMark state="failed" />
      {message}
    </p>
  );
}
