import type { ReactNode } from 'react';
import { Button } from '../ui/control/button';
import { FormRefusal } from './form-refusal';

type FormFootProps = {
  /** Why the form was refused as a whole. */
  refusal: string | undefined;
  /** What the form does, and what its button says meanwhile. */
  verb: string;
  busy: string | false;
  onCancel: () => void;
  /** Other ways to go on, behind the two. */
  children?: ReactNode;
};

/** The end of a form that can be given up. */
export const FormFoot = ({ refusal, verb, busy, onCancel, children }: FormFootProps) => (
  <>
    <FormRefusal message={refusal} />
    <div className="flex flex-wrap gap-2">
      <Button size="touch" onClick={onCancel}>
        Cancel
      </Button>
      <Button kind="ink" type="submit" size="touch" busy={busy}>
        {verb}
      </Button>
      {children}
    </div>
  </>
);
