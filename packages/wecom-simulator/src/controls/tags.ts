import * as v from 'valibot';
import { tellTagChanged } from '../callbacks/contact-changes';
import { reachOf, tellReachChanged } from '../callbacks/range-changes';
import { checkInput } from '../check-input';
import { tagIssues, tagSchema, type SeedTag } from '../seed';
import type { Simulation } from '../simulation';
import { requireNone, withChanges } from './changes';
import { refuse } from './refuse';

const { tagid, tagname, userlist, partylist } = tagSchema.entries;

const newSchema = v.strictObject({
  /** The next free one when absent. */
  tagid: v.exactOptional(tagid),
  tagname,
  userlist,
  partylist,
});

const changesSchema = v.strictObject({
  tagname: v.exactOptional(tagname),
  userlist: v.exactOptional(userlist.wrapped),
  partylist: v.exactOptional(partylist.wrapped),
});

export type TagInput = v.InferInput<typeof newSchema>;
export type TagChanges = v.InferInput<typeof changesSchema>;

/** @throws {SimulatorConfigError} when a field is wrong, or id or name are taken */
export function addTag(simulation: Simulation, input: unknown): SeedTag {
  const { corp } = simulation.world;
  const { tagid: asked, ...fields } = checkInput(input, newSchema);
  const tag: SeedTag = { tagid: asked ?? Math.max(0, ...corp.seed.tags.map((other) => other.tagid)) + 1, ...fields };
  if (corp.tag(tag.tagid)) refuse(FAILED, 'tagid', `${tag.tagid} is taken`);
  requireFreeName(simulation, tag);
  requireNone(tagIssues(corp, tag));
  corp.addTag(tag);
  tellTagChanged(simulation, nobodyIn(tag), tag);
  simulation.events.emit('corp', () => ({ tagId: tag.tagid }));
  return tag;
}

/** @throws {SimulatorConfigError} when the changes are wrong, or there is no such tag */
export function changeTag(simulation: Simulation, tagId: number, input: unknown): SeedTag {
  const { corp } = simulation.world;
  const tag = tagOf(simulation, tagId);
  const next = checkInput(withChanges(tag, checkInput(input, changesSchema)), tagSchema);
  requireFreeName(simulation, next);
  requireNone(tagIssues(corp, next));
  const reach = reachOf(simulation);
  const before = { ...tag };
  corp.changeTag(tag, next);
  tellTagChanged(simulation, before, tag);
  tellReachChanged(simulation, reach, reachOf(simulation));
  simulation.events.emit('corp', () => ({ tagId }));
  return tag;
}

/** @throws {SimulatorConfigError} when there is no such tag */
export function removeTag(simulation: Simulation, tagId: number): void {
  const { corp } = simulation.world;
  const tag = tagOf(simulation, tagId);
  const reach = reachOf(simulation);
  corp.removeTag(tag);
  tellTagChanged(simulation, tag, nobodyIn(tag));
  tellReachChanged(simulation, reach, reachOf(simulation));
  simulation.events.emit('corp', () => ({ tagId }));
}

const FAILED = 'Nothing was changed';

const nobodyIn = ({ tagid }: SeedTag) => ({ tagid, userlist: [], partylist: [] });

function tagOf({ world }: Simulation, tagId: number): SeedTag {
  return world.corp.tag(tagId) ?? refuse(FAILED, 'tagid', `there is no tag ${tagId}`);
}

function requireFreeName({ world }: Simulation, { tagid, tagname }: SeedTag): void {
  const isTaken = world.corp.seed.tags.some((other) => other.tagid !== tagid && other.tagname === tagname);
  if (isTaken) refuse(FAILED, 'tagname', `"${tagname}" is there already`);
}
