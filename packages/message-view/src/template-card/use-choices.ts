import { useState } from 'react';
import { readList, readText } from '../read-wire';
import type { Checkbox, SelectItem } from '../wire';

/** Chosen option ids by `question_key`. */
export type Choices = Readonly<Record<string, readonly string[]>>;

/** What the member has chosen on a card, beginning with what the card says. */
export function useChoices(preset: Choices): [Choices, (question: unknown, ids: readonly string[]) => void] {
  const [changed, setChanged] = useState<Choices>({});
  const choose = (question: unknown, ids: readonly string[]) =>
    setChanged((before) => ({ ...before, [readText(question)]: ids }));
  return [{ ...preset, ...changed }, choose];
}

/** A bad or absent `selected_id` means the first option. */
export function presetOfLists(lists: readonly SelectItem[]): Choices {
  return Object.fromEntries(
    lists.map((list) => {
      const ids = readList(list.option_list).map((option) => readText(option.id));
      const selected = ids.find((id) => id === readText(list.selected_id)) ?? ids[0];
      return [readText(list.question_key), selected === undefined ? [] : [selected]];
    }),
  );
}

export function presetOfVote(vote: Checkbox | undefined): Choices {
  const checked = readList(vote?.option_list).filter((option) => option.is_checked === true);
  return { [readText(vote?.question_key)]: checked.map((option) => readText(option.id)) };
}
