import { z } from 'zod';
import { listViews, saveView, saveViewInput } from '../../../../../../lib/explorer';
import { route, wholeList } from '../../../../../../lib/http';

const people = { auth: 'session' } as const;

export const GET = route(
  z.object({}),
  wholeList((ctx) => listViews(ctx)),
  people,
);

export const POST = route(
  saveViewInput,
  async (ctx, input) => Response.json(await saveView(ctx, input), { status: 201 }),
  people,
);
