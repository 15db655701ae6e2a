import { z } from 'zod';
import { AppError } from '../shared';
import { publicRoute, type RouteHandler } from './route';

/** Answers every path of the API that there is not: as JSON, like all the rest. */
export const unknownRoute: RouteHandler = publicRoute(z.object({}), () => {
  throw new AppError('not_found', 'no such path');
});
