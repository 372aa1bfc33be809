import { Hono, type Context } from 'hono';
import { checkInput } from '../../check-input';
import { addDepartment, changeDepartment, removeDepartment } from '../../controls/departments';
import { addMember, changeMember, removeMember } from '../../controls/members';
import { addTag, changeTag, removeTag } from '../../controls/tags';
import type { Environment } from '../../protocol/mount';
import type { Simulation } from '../../simulation';
import { readJson } from './read-json';
import { wholeNumber } from './whole-number';

const idOf = (c: Context): number => checkInput(c.req.param('id'), wholeNumber);

/** Members, departments and tags, as an administrator changes them; the contacts-sync assistant is told. */
export function contactRoutes(simulation: Simulation): Hono<Environment> {
  const app = new Hono<Environment>();
  app.post('/members', async (c) => c.json(addMember(simulation, await readJson(c)), 201));
  app.patch('/members/:userid', async (c) =>
    c.json(changeMember(simulation, c.req.param('userid'), await readJson(c))),
  );
  app.delete('/members/:userid', (c) => {
    removeMember(simulation, c.req.param('userid'));
    return c.json({ ok: true });
  });
  app.post('/departments', async (c) => c.json(addDepartment(simulation, await readJson(c)), 201));
  app.patch('/departments/:id', async (c) => c.json(changeDepartment(simulation, idOf(c), await readJson(c))));
  app.delete('/departments/:id', (c) => {
    removeDepartment(simulation, idOf(c));
    return c.json({ ok: true });
  });
  app.post('/tags', async (c) => c.json(addTag(simulation, await readJson(c)), 201));
  app.patch('/tags/:id', async (c) => c.json(changeTag(simulation, idOf(c), await readJson(c))));
  app.delete('/tags/:id', (c) => {
    removeTag(simulation, idOf(c));
    return c.json({ ok: true });
  });
  return app;
}
