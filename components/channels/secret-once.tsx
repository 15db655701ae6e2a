import { Button } from '../ui/control/button';
import { CopyField } from '../ui/data/copy-field';

type SecretOnceProps = { secret: string; onDone: () => void };

/** A webhook's signing secret, in the only moment in which it can be seen. */
export function SecretOnce({ secret, onDone }: SecretOnceProps) {
  return (
    <div className="grid max-w-160 gap-2 py-1">
      <p className="text-ink-2">
        Messages are signed with this secret. It is shown once: copy it to the receiver now. A new one can be made at
        any time.
      </p>
      <CopyField value={secret} label="Signing secret" />
      <div>
        <Button onClick={onDone}>I have copied it</Button>
      </div>
    </div>
  );
}
