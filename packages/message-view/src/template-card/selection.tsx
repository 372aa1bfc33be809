import { DownIcon } from '../icons';
import { Leaf } from '../leaf';
import { readList, readText } from '../read-wire';
import type { SelectItem } from '../wire';

/** A drop-down as it looks before it is touched. A bad or absent `selected_id` means the first option. */
export function Selection({ item }: { item: SelectItem }) {
  const options = readList(item.option_list);
  const selected = options.find((option) => readText(option.id) === readText(item.selected_id)) ?? options[0];
  return (
    <div className="owv-section owv-select">
      <span className="owv-select-title">
        <Leaf text={item.title} />
      </span>
      <span className="owv-select-value">
        <span className="owv-ellipsis">
          <Leaf text={selected?.text} />
        </span>
        <DownIcon />
      </span>
    </div>
  );
}
