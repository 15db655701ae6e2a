import { route } from '../../../../../../../../lib/http';
import { addNote, addNoteInput } from '../../../../../../../../lib/incidents';

export const POST = route(addNoteInput, (ctx, input) => addNote(ctx, input));
