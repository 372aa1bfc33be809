import { Leaf } from '../leaf';
import { readCode, readList, readText } from '../read-wire';
import { RemoteImage } from '../remote-image';
import { useViewSettings } from '../view-settings';
import type { ActionMenu, CardSource } from '../wire';
import { CardMenu } from './card-menu';

/** By `desc_color`. */
const colors = ['gray', 'black', 'red', 'green'] as const;

export function SourceRow({ source, menu }: { source: CardSource | undefined; menu: ActionMenu | undefined }) {
  const { labels } = useViewSettings();
  const actions = readList(menu?.action_list);
  const iconUrl = readText(source?.icon_url);
  if (!iconUrl && !readText(source?.desc) && actions.length === 0) return null;
  const color = colors[readCode(source?.desc_color, 0)] ?? 'gray';
  return (
    <div className="owv-source">
      {iconUrl && <RemoteImage url={iconUrl} alt={labels.icon} className="owv-source-icon" />}
      <span className={`owv-grow owv-ellipsis owv-source-${color}`}>
        <Leaf text={source?.desc} />
      </span>
      {actions.length > 0 && <CardMenu description={readText(menu?.desc)} actions={actions} />}
    </div>
  );
}
