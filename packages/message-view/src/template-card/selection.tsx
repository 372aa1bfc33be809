import { DownIcon } from '../icons';
import { Leaf } from '../leaf';
import { readList, readText } from '../read-wire';
import { useViewSettings } from '../view-settings';
import type { SelectItem } from '../wire';

interface SelectionProps {
  item: SelectItem;
  chosen: string | undefined;
  onChoose: (id: string) => void;
}

/** A drop-down; where nobody listens to the card, a picture of one as it looks before it is touched. */
export function Selection({ item, chosen, onChoose }: SelectionProps) {
  const { labels, onCardPress } = useViewSettings();
  const options = readList(item.option_list);
  const selected = options.find((option) => readText(option.id) === chosen);
  const title = (
    <span className="owv-select-title">
      <Leaf text={item.title} />
    </span>
  );
  const value = (
    <span className="owv-select-value">
      <span className="owv-ellipsis">
        <Leaf text={selected?.text} />
      </span>
      <DownIcon />
    </span>
  );
  if (!onCardPress) {
    return (
      <div className="owv-section owv-select">
        {title}
        {value}
      </div>
    );
  }
  return (
    <label className="owv-section owv-select owv-live">
      {title}
      <span className="owv-select-control">
        <span aria-hidden="true">{value}</span>
        <select
          value={chosen}
          disabled={item.disable === true}
          aria-label={readText(item.title) ? undefined : labels.choose}
          onChange={(event) => onChoose(event.target.value)}
        >
          {options.map((option, index) => (
            <option key={index} value={readText(option.id)}>
              {readText(option.text)}
            </option>
          ))}
        </select>
      </span>
    </label>
  );
}
