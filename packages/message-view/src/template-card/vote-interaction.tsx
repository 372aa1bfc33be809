import { useId } from 'react';
import { CardBody } from '../card-body';
import { Leaf } from '../leaf';
import { readCode, readList, readText } from '../read-wire';
import { useViewSettings } from '../view-settings';
import type { TemplateCard } from '../wire';
import { CardFrame } from './card-frame';
import { MainTitle } from './main-title';
import { SubmitButton } from './submit-button';
import { presetOfVote, useChoices } from './use-choices';

const SEVERAL = 1;

export function VoteInteraction({ card }: { card: TemplateCard }) {
  const { labels, onCardPress } = useViewSettings();
  const name = useId();
  const { checkbox } = card;
  const several = readCode(checkbox?.mode, 0) === SEVERAL;
  const mark = several ? 'owv-tick owv-tick-square' : 'owv-tick';
  const [choices, choose] = useChoices(presetOfVote(checkbox));
  const chosen = choices[readText(checkbox?.question_key)] ?? [];
  const toggle = (id: string, on: boolean) => {
    const others = several ? chosen.filter((one) => one !== id) : [];
    choose(checkbox?.question_key, on ? [...others, id] : others);
  };
  return (
    <CardFrame card={card}>
      <CardBody>
        <MainTitle title={card.main_title} />
        <ul className="owv-section owv-options">
          {readList(checkbox?.option_list).map((option, index) => {
            const id = readText(option.id);
            const isChosen = chosen.includes(id);
            const text = (
              <span className="owv-grow">
                <Leaf text={option.text} />
              </span>
            );
            if (onCardPress) {
              return (
                <li key={index}>
                  <label className="owv-option owv-live">
                    <input
                      type={several ? 'checkbox' : 'radio'}
                      name={name}
                      className={mark}
                      checked={isChosen}
                      disabled={checkbox?.disable === true}
                      onChange={(event) => toggle(id, event.target.checked)}
                    />
                    {text}
                  </label>
                </li>
              );
            }
            return (
              <li key={index} className="owv-option">
                {isChosen ? (
                  <span className={`${mark} owv-tick-on`} role="img" aria-label={labels.chosen} />
                ) : (
                  <span className={mark} />
                )}
                {text}
              </li>
            );
          })}
        </ul>
        <SubmitButton card={card} choices={choices} />
      </CardBody>
    </CardFrame>
  );
}
