import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { openWorld, type World } from '../support/world';
import { addHistory, nameEverything } from './history';

const MINUTE_MS = 60_000;
/** A database with its history, and the time at which that ends. */
export interface FilledWorld {
  world: World;
  toMs: number;
}

interface Order {
  name: string;
  calls: number;
  write(line: string): void;
}

async function fill(world: World, { name, calls, write }: Order): Promise<number> {
  write(`making ${name} calls`);
  const now = new Date(Math.floor(Date.now() / MINUTE_MS) * MINUTE_MS);
  await nameEverything(world.admin, world.projectId);
  await addHistory(world, { calls, now }, write);
  return now.getTime();
}

const filled = z.object({ toMs: z.number() });

/** When the history that a folder holds ends; null of a folder that is new. Throws when it was not filled to its end. */
function endOf(folder: string, note: string): number | null {
  if (!existsSync(folder)) return null;
  if (!existsSync(note)) throw new Error(`${folder} was not filled to its end: remove it`);
  return filled.parse(JSON.parse(readFileSync(note, 'utf8'))).toMs;
}

async function openKept(order: Order, folder: string): Promise<FilledWorld> {
  const note = path.join(folder, 'history.json');
  const known = endOf(folder, note);
  const world = await openWorld({}, folder);
  if (known !== null) return { world, toMs: known };
  try {
    const toMs = await fill(world, order);
    writeFileSync(note, JSON.stringify({ toMs }));
    return { world, toMs };
  } catch (error) {
    await world.close();
    throw error;
  }
}

/**
 * A database with so many calls. With `keptIn` it is filled in a folder there once and opened again by later runs, which read it
 * as of the time when it was filled.
 */
export async function openHistory(order: Order, keptIn: string | undefined): Promise<FilledWorld> {
  if (keptIn !== undefined) return openKept(order, path.resolve(keptIn, order.name));
  const world = await openWorld();
  try {
    return { world, toMs: await fill(world, order) };
  } catch (error) {
    await world.close();
    throw error;
  }
}
